"""What users say of a document on the command line, checked before any work."""

from __future__ import annotations

import re

from api.errors import CommandError
from loaders import plan, regions
from loaders.errors import LoaderError

_LONGEST = 100
"""Characters of an id: it is also the name of a folder."""


def region_code(word: str) -> str:
    """Code of the region that ``word`` (code or name) means; CommandError (wrong usage) otherwise."""
    try:
        return regions.resolve(word).code
    except LoaderError as error:
        raise CommandError(str(error), 2) from error


def policy_id(word: str) -> str:
    """``word`` where it can be the id of a policy; CommandError (wrong usage) otherwise."""
    if len(word) > _LONGEST:
        raise CommandError(f"--id is {len(word)} characters long; choose one of at most {_LONGEST}.", 2)
    if not re.fullmatch(plan.SLUG, word):
        raise CommandError(f"--id {word!r} must be made of a-z, 0-9 and single hyphens, such as hubei-laser-2024.", 2)
    return word
