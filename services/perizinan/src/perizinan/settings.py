"""The settings of perizinan: those of every service (``chassis.settings``), nothing of its own yet."""

SERVICE = "perizinan"
