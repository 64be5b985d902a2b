"""The desk of the publishing trunk: writing, reviewing, releasing, and what the office sets."""
