"""The verbs. One action is one transaction; nothing else in the program commits."""
