"""Career facts over HTTP: the routes and the pages."""
