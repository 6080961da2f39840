"""Performance appraisal of civil servants, cascaded from the goals of the organisation."""
