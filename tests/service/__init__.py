"""Tests of the services: the writer and what it promises, the clock, accounts, seats, record, backup."""
