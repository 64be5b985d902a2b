"""What a letter of the office must say, how it is worded, and when it may be issued. Pure functions.

The kinds are keyed by English names; the codes N01–N25 of the specification are labels only.
"""
