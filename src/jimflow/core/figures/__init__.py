"""What a round came to, counted: pure functions from facts to numbers. Nobody is ranked and nobody is blamed."""
