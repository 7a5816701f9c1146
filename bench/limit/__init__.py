"""The raw limit of one advance, as it was measured before the project began."""
