"""Help at the desk: one page a task, opened at the place that explains the screen one comes from.

Tables on these pages (checks, gates, roles, grounds, validity, clocks) are read from `rules`, so that help
never says something else than the platform does. Running prose is whole pages of Chinese, not messages: a
translation would be a page of its own.
"""
