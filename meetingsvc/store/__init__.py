"""What is kept: the log, the accounts, the seats, in one SQLite file.

Knows SQL and the form of events. May not know a clock, HTTP, or why an event happened.
"""
