"""Assessments over HTTP: the routes and the pages."""
