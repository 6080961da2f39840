"""The talent map over HTTP: the routes and the pages."""
