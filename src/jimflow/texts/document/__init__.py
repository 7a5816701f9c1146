"""A definition as one page of HTML that can be handed to a colleague: no script, nothing fetched, print and dark."""
