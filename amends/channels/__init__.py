"""How complaints come in and answers go out; one folder a kind."""
