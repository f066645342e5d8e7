"""Neo4j Browser for analysts: served from its jar, connected to our graph, with our queries, colours and guide.

``jar`` brings the application and hands out its files, ``place`` knows where Bolt is, ``script`` writes what
stands in its editor, ``desk`` is what it finds in the drawer (favourites and style sheet), ``trust`` decides
who is shown the analysts' password, ``guide`` teaches the model and ``export`` writes it all to a folder.
"""
