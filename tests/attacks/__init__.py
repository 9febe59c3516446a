"""What happened to others, tried on us: one file for each kind of attack. docs/security.md lists them."""
