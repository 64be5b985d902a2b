"""Findings of reading released texts again (复查)."""
