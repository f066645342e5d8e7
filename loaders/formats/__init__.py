"""Files of every format a document comes in, read to one kind of source: text, and where its text came from."""
