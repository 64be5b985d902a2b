"""Full-text search: an index folder beside the database that follows the feed of changes.

`sources` is where trunks and chapters say what can be found, `searching` is what pages ask, `following` and
`rebuilding` keep the folders, `schema` says what is in them. docs/adr/0018 tells why it is built so.
"""
