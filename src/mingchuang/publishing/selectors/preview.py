"""Texts that are not public yet, for the desk's preview; who may see them is asked before."""

from mingchuang.publishing.models import Draft, Version


def draft(pk: int) -> Draft | None:
    """A draft with what its page shows."""
    return Draft.objects.select_related("edition__item__division", "column").filter(pk=pk).first()


def version(pk: int) -> Version | None:
    """A version with what its page shows."""
    return Version.objects.select_related("edition__item__division", "column").filter(pk=pk).first()
