"""The demonstration: invented organisations with people and a month of cases, told through the real steps."""
