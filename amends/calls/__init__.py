"""The telephone: lines, calls and their book, what was promised on them, who answers when (FR-224 to FR-234)."""
