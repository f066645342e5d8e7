"""One module a kind of fact: pure functions over an outlined document."""
