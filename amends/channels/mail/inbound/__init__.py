"""Mail that comes in: fetched from a mailbox or handed in by a pipe, read, and given to `amends.mail`."""
