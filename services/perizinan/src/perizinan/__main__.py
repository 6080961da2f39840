"""``python -m perizinan``."""

from perizinan.main import main

main()
