"""Proofs of the caption protocols."""
