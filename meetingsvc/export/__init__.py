"""The files that an archive offers, one module for each format: values in, bytes out.

Knows no database, no address and no clock. Words come from the translator it is given.
"""
