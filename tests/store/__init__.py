"""Tests of the store: the file, its schema, the form of events, and the log."""
