"""Pages, REST and command line: what people and services meet."""
