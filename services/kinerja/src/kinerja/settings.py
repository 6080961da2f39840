"""The settings of kinerja: those of every service (``chassis.settings``), nothing of its own yet."""

SERVICE = "kinerja"
