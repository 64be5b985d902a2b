"""依申请公开: how a request is received, counted, answered, charged and kept.

`machine` is the table of all the ways a request can go; `clocks` counts, `running` says which clocks a
request's events have started; `decisions` are the replies, `remedies` what a reply must say about them.
"""
