"""Importing: the register of cited documents, drafts, and the released history of an old site.

Reading (`reading`), understanding (`columns`, `register_rows`, `item_rows`) and writing (`batches`) are kept
apart, so that a dry run does everything but the writing.
"""
