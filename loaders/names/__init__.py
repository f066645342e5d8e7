"""Named things in official Chinese: enterprises, institutions, places, funds, events, documents.

A name is found from its ending: the text is cut into known words and unknown runs (``tokens``), the left
edge is walked to from the ending (``cores``), and the module of the subject says whether what stands there
is a name or a generic noun.
"""
