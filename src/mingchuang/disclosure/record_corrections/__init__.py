"""更正与本人相关的记录 (Art. 41): a kind of case of its own, because it is not a request for disclosure."""
