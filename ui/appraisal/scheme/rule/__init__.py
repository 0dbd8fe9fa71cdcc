"""The editor of a rule: its parts as forms, in words while they are typed."""
