"""Simulated people: a recorded meeting held again, and the demo. Clients over HTTP and Socket.IO only."""
