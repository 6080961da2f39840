"""Development of people over HTTP: the routes and the pages."""
