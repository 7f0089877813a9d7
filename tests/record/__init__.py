"""Tests of the record: bytes, chain, checkpoints, the verifier, and the page that describes them."""
