"""The schema's history, and how a database is brought to its newest form when a server starts.

Owns the order of the changes. May not know what events say: no migration reads or writes `events.body`.
"""
