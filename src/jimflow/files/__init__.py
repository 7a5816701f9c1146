"""Reading what people write in files: definitions, calendars, rounds and rosters, each mistake with its place."""
