"""A round played on a virtual clock by people described in a file; every change goes through the actions."""
