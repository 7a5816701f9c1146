"""The database: tables, migrations and the SQL of the hot paths; knows the core and nothing above it."""
