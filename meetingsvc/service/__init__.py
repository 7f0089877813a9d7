"""What the edges call: commands in, answers and changes out; accounts, seats, the record, the clock.

Owns the order in which things happen: decided, durable, then seen. Knows no HTTP, no socket, no language.
"""
