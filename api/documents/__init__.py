"""Documents that come by REST: received within limits, read in a process of their own, kept, judged."""
