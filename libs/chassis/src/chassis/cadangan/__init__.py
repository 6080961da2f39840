"""A *cadangan*, the copy of a service's database in one file, and the way back from it.

:func:`back_up` copies several databases at one moment: no consumer's copy is ahead of its producer's.
:func:`restore` checks before it touches anything, puts the database back in one transaction, and verifies the log.
"""

from chassis.cadangan._file import CadanganRejected, Manifest, read_manifest
from chassis.cadangan._restore import Restored, restore
from chassis.cadangan._snapshot import back_up

__all__ = ["CadanganRejected", "Manifest", "Restored", "back_up", "read_manifest", "restore"]
