"""From the bytes of a policy document to facts with their quotes."""
