"""The index of professionalism over HTTP: the routes and the pages."""
