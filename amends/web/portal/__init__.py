"""The complainant's own pages: say it, follow it, add to it, rate it. No login; the number and a secret."""
