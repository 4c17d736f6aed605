"""Thai input, Thai paragraphs and gauges. They know no store."""
