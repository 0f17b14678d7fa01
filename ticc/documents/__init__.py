"""A document as plain data, told as page, PDF, Word and Markdown, with the same charts everywhere; it knows no word of the field."""
