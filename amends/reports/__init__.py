"""Numbers and documents. Reads only."""
