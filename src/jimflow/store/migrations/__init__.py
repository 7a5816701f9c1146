"""The way the schema came to be, one step a file; a step that has been released is never changed."""
