"""Pages as a person sees them: opened, filled in and sent without a script."""
