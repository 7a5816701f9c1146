"""Charts as SVG: real text, a title and a description, patterns beside the colours, and as wide as the page is."""
