"""``python -m api`` is the ``policygraph`` command."""

from api.cli import main

if __name__ == "__main__":
    main()
