"""What is learnt from annotated documents: run ``python -m loaders.learning`` to write the models anew.

Needs the extra ``learn``. Nothing here runs when a document is read; the models are plain JSON in ``loaders/models``.
"""
