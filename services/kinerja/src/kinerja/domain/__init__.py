"""The rules of the organisation and its people; no framework in here."""
