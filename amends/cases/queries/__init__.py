"""Every read of cases that a person sees. The viewer comes first; what may not be seen is not there."""
