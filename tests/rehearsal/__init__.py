"""A recorded meeting held again, and the demo."""
