"""Proofs of the exported files."""
