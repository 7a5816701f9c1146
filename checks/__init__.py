"""The rules of this house that no ready-made tool checks, one small module each."""
