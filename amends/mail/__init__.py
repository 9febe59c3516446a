"""E-mail that comes in: what the desk keeps of it, and what may come of it."""
