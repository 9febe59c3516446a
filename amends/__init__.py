"""Amends 诉解: complaint handling that runs a written regulation."""
