"""Measurements that can be run again; README.md says what they are."""
