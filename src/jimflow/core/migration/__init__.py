"""Moving a running case to another definition: what maps, what must be decided, what would change; all pure."""
