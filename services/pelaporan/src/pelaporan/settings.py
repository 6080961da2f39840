"""The settings of pelaporan: those of every service (``chassis.settings``), nothing of its own yet."""

SERVICE = "pelaporan"
