"""The law as pure functions and tables: no framework, no I/O, no clock.

Every rule says where it comes from (`source.Source`) and how sure we are of it (`source.Tag`).
`docs/law-basis.md` is generated from the `RULES` of these modules.
"""
