"""The pages of open data, for the public front to register."""

from mingchuang.web.open_data import catalog, files, page, reference

PAGES = (page.PAGE, reference.PAGE, catalog.PAGE, *files.PAGES)
