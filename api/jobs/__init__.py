"""Work that outlives a request: its record in the data directory, shared by all server processes, and its workers."""
