"""The parts of the page of one that takes part: each a section, from what has been read to what is shown."""
