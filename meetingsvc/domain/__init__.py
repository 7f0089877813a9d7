"""The rules of a public meeting: commands in, events out, state folded from events.

Pure: knows no clock, no I/O, no await, no randomness, no language. Time, actor and fresh
ids come in with the context.
"""
