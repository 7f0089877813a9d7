"""The record: canonical bytes, commitments, the hash chain, checkpoints, record.jsonl and its verifier.

Knows bytes and keys. May not know SQL, HTTP, a clock, or what any particular event means.
The format is described for strangers in docs/record.md.
"""
