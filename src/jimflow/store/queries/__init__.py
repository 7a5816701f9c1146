"""Ordinary reads for people's eyes, by noun; nothing here decides or writes."""
