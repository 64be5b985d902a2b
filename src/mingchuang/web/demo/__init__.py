"""The demo office: people, columns and six years of content in our own words, made by the real services.

Nothing here is a shortcut: drafts are saved, versions signed by five people, releases let out, old history
migrated by two administrators, each at its own moment, so that every screen has something true to show.
"""
