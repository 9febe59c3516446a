"""What is worth knowing beyond one case: the case library."""
