"""Use cases on a pegawai."""
