"""What may be seen of the register of cited documents and of imports."""

from django.db.models import Count, Q, QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.publishing.importing.batches import PERMISSIONS
from mingchuang.publishing.models import CitedDocument, ImportBatch, ImportKind
from mingchuang.publishing.register import number_key, title_key
from mingchuang.rules.roles import Permission


def cited_documents(
    reader: User, *, query: str = "", status: str = "", kind: str = "", region: str = ""
) -> QuerySet[CitedDocument]:
    """The register, narrowed; searched in title, number and issuing body, in any bracket form."""
    if not may(reader, Permission.READ_REGISTER):
        return CitedDocument.objects.none()
    rows = CitedDocument.objects.defer("text")
    for word in query.split()[:8]:
        condition = Q(title_key__contains=title_key(word)) | Q(issuing_body__contains=word)
        key = number_key(word)
        if key:
            condition |= Q(number_key__startswith=key)
        rows = rows.filter(condition)
    narrowed = {"status": status, "kind": kind, "region": region}
    return rows.filter(**{name: value for name, value in narrowed.items() if value})


def register_facets() -> dict[str, list[str]]:
    """Kinds and regions that occur, for filters."""
    rows = CitedDocument.objects.order_by()
    return {
        "kinds": list(rows.exclude(kind="").values_list("kind", flat=True).distinct().order_by("kind")),
        "regions": list(
            rows.exclude(region="").values_list("region", flat=True).distinct().order_by("region")
        ),
    }


def import_batches(reader: User) -> QuerySet[ImportBatch]:
    """Imports of the kinds a person may run."""
    kinds = [kind for kind, permission in PERMISSIONS.items() if may(reader, permission)]
    return ImportBatch.objects.filter(kind__in=kinds).select_related("importer", "approver")


def importable_kinds(reader: User) -> list[ImportKind]:
    """What a person may import."""
    return [kind for kind, permission in PERMISSIONS.items() if may(reader, permission)]


def outcome_counts(batch: ImportBatch) -> list[tuple[str, int]]:
    """How many rows of a batch came to which outcome so far."""
    return list(batch.rows.order_by("outcome").values_list("outcome").annotate(n=Count("pk")))
