"""Past cases under other rules: asked for as a run, worked off by processes, kept as rows (FR-258)."""
