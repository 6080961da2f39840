"""``python -m chassis.cadangan {backup,restore}``: all three services at once."""

from chassis.cadangan.commands import whole

if __name__ == "__main__":
    whole(prog_name="python -m chassis.cadangan")
