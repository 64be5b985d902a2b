"""Measurements at scale: a seeded office of any size, and the figures the project promises to keep.

`make bench` runs everything at 100,000 items, `make bench-large` at 1,000,000 on PostgreSQL. A module takes
part by declaring itself: see `frame`.
"""
