"""Proofs of the read model."""
