"""Stand-ins for those who vouch for people: they sign, expire, rotate their keys and refuse as the real ones do."""
