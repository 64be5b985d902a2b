"""Identifiers of everything that leaves the system: UUIDv7, sortable by time of making."""

import uuid

from uuid_utils import compat


def new_uid() -> uuid.UUID:
    """A new UUIDv7."""
    return compat.uuid7()
