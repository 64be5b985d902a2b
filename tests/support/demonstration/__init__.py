"""A kind of case in one folder, for the proof that the trunk needs no change to take one."""
