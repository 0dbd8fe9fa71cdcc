"""The demo campaign: a wholly invented city, for a first look and (scaled) for the stress database."""
