"""Examples of a definition: what is given, what happens, what should follow; played on the real engine."""
