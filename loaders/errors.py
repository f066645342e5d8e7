"""The one error of the loaders: a sentence that says what is wrong and what to do."""


class LoaderError(Exception):
    """A document, plan or table that cannot be read as it is; the message is for the user."""
