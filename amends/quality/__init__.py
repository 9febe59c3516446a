"""Quality: 8D records with their actions, spread and later checks, which outlive the case (FR-107 to FR-119)."""
