"""Mail on its way out: addresses, MIME, calendar entries and the conversation with the relay; no database."""
