"""Every read of 8D records that a person sees. The viewer comes first; what may not be seen is not there."""
