"""The figures of a round in words: each with what is counted, a chart, and the table with the same numbers."""
