"""What the database itself refuses, whatever path a statement takes.

A version's content never changes; a version becomes `released` only with its sealed review; a review is
sealed only over the passes of every required gate by different people who did not write the text.
"""

from mingchuang.base.triggers.services import Trigger, append_only, declare, guard
from mingchuang.publishing.snapshots import CONTENT_FIELDS

_VERSION = "publishing_version"
_FROZEN = (
    *CONTENT_FIELDS,
    "edition_id",
    "number",
    "content_hash",
    "based_on_id",
    "source_version_id",
    "submitted_by_id",
    "submitted_at",
)


def _both(name: str, table: str, on: str, when: str, message: str) -> Trigger:
    """A guard whose condition reads the same on SQLite and PostgreSQL."""
    return guard(name, table, on=on, sqlite_when=when, postgres_when=when, message=message)


_SEALED = (
    "EXISTS (SELECT 1 FROM publishing_reviewresult r "
    "WHERE r.version_id = NEW.id AND r.content_hash = NEW.content_hash)"
)
_PASSED = (
    "SELECT 1 FROM publishing_gatedecision d WHERE d.version_id = NEW.version_id "
    "AND d.gate = g.gate AND d.passed AND d.content_hash = NEW.content_hash"
)
_BY_EDITOR = (
    "SELECT 1 FROM publishing_gatedecision d JOIN publishing_versioneditor e "
    "ON e.version_id = d.version_id AND e.user_id = d.reviewer_id WHERE d.version_id = NEW.version_id"
)
_SAME_PERSON = (
    "SELECT 1 FROM publishing_gatedecision d WHERE d.version_id = NEW.version_id AND d.passed "
    "GROUP BY d.reviewer_id HAVING COUNT(*) > 1"
)
_HASH_OF_VERSION = (
    "EXISTS (SELECT 1 FROM publishing_version v WHERE v.id = NEW.version_id "
    "AND v.content_hash = NEW.content_hash AND v.state = 'in_review')"
)
_SECRECY_REQUIRED = (
    "EXISTS (SELECT 1 FROM publishing_requiredgate g "
    "WHERE g.version_id = NEW.version_id AND g.gate = 'secrecy')"
)
_ALL_GATES_PASSED = (
    "NOT EXISTS (SELECT 1 FROM publishing_requiredgate g "
    f"WHERE g.version_id = NEW.version_id AND NOT EXISTS ({_PASSED}))"
)
_RELEASED_VERSION = (
    "EXISTS (SELECT 1 FROM publishing_version v WHERE v.id = NEW.{column} AND v.state = 'released' "
    "AND v.edition_id = NEW.{edition})"
)

_ITEM_OF_CHINESE = (
    "COALESCE((SELECT e.item_id FROM publishing_edition e "
    "WHERE e.id = NEW.edition_id AND e.language = 'zh-hans'), 0)"
)

GUARDS: tuple[Trigger, ...] = (
    _both(
        "publishing_version_starts_in_review",
        _VERSION,
        "INSERT",
        "NEW.state <> 'in_review'",
        "a version starts in review",
    ),
    _both(
        "publishing_version_frozen",
        _VERSION,
        f"UPDATE OF {', '.join(_FROZEN)}",
        "(1 = 1)",
        "the content of a version never changes",
    ),
    _both(
        "publishing_version_kept",
        _VERSION,
        "DELETE",
        "(1 = 1)",
        "a version is never deleted",
    ),
    _both(
        "publishing_version_release",
        _VERSION,
        "UPDATE OF state",
        f"NEW.state IN ('cleared', 'scheduled', 'released') AND NOT {_SEALED}",
        "no release without a sealed review",
    ),
    *(
        _both(
            f"publishing_draft_{name}_as_its_edition",
            "publishing_draft",
            on,
            f"COALESCE(NEW.chinese_of_id, 0) <> {_ITEM_OF_CHINESE}",
            "a draft is the Chinese text of the item of its Chinese edition",
        )
        for name, on in (("made", "INSERT"), ("kept", "UPDATE OF edition_id, chinese_of_id"))
    ),
    _both(
        "publishing_edition_stays",
        "publishing_edition",
        "UPDATE OF item_id, language",
        "NEW.item_id <> OLD.item_id OR NEW.language <> OLD.language",
        "an edition stays with its item and language",
    ),
    _both(
        "publishing_decision_binds",
        "publishing_gatedecision",
        "INSERT",
        f"NOT {_HASH_OF_VERSION}",
        "a gate signs exactly the version in review",
    ),
    _both(
        "publishing_required_gate_frozen",
        "publishing_requiredgate",
        "INSERT",
        "EXISTS (SELECT 1 FROM publishing_gatedecision d WHERE d.version_id = NEW.version_id) "
        "OR EXISTS (SELECT 1 FROM publishing_reviewresult r WHERE r.version_id = NEW.version_id)",
        "the gates of a version are frozen once signed",
    ),
    _both(
        "publishing_attachment_frozen",
        "publishing_versionattachment",
        "INSERT",
        "EXISTS (SELECT 1 FROM publishing_gatedecision d WHERE d.version_id = NEW.version_id) "
        "OR EXISTS (SELECT 1 FROM publishing_reviewresult r WHERE r.version_id = NEW.version_id)",
        "the files of a version are frozen once signed",
    ),
    _both(
        "publishing_review_gates",
        "publishing_reviewresult",
        "INSERT",
        f"NEW.kind = 'gates' AND NOT ({_HASH_OF_VERSION} AND {_SECRECY_REQUIRED} AND {_ALL_GATES_PASSED} "
        f"AND NOT EXISTS ({_BY_EDITOR}) AND NOT EXISTS ({_SAME_PERSON}))",
        "a review is sealed only over every required gate",
    ),
    _both(
        "publishing_review_migrated",
        "publishing_reviewresult",
        "INSERT",
        f"NEW.kind <> 'gates' AND NOT (NEW.kind = 'migrated' AND {_HASH_OF_VERSION} "
        "AND NEW.importer_id IS NOT NULL AND NEW.approver_id IS NOT NULL "
        "AND NEW.importer_id <> NEW.approver_id AND NEW.reason <> '' AND NEW.source <> '')",
        "a migration needs reason, source and two administrators",
    ),
    _both(
        "publishing_listing_insert",
        "publishing_publiclisting",
        "INSERT",
        f"NOT {_RELEASED_VERSION.format(column='version_id', edition='edition_id')}",
        "only a released version is listed",
    ),
    _both(
        "publishing_listing_beside_chinese",
        "publishing_publiclisting",
        "INSERT",
        "NEW.language <> 'zh-hans' AND NOT EXISTS (SELECT 1 FROM publishing_publiclisting z "
        "WHERE z.item_id = NEW.item_id AND z.language = 'zh-hans')",
        "a translation is public only beside the Chinese text",
    ),
    _both(
        "publishing_listing_update",
        "publishing_publiclisting",
        "UPDATE OF version_id, edition_id",
        f"NOT {_RELEASED_VERSION.format(column='version_id', edition='edition_id')}",
        "only a released version is listed",
    ),
    _both(
        "publishing_edition_release",
        "publishing_edition",
        "UPDATE OF released_version_id",
        "NEW.released_version_id IS NOT NULL AND NOT "
        + _RELEASED_VERSION.format(column="released_version_id", edition="id"),
        "an edition points only at its released version",
    ),
)

APPEND_ONLY: tuple[str, ...] = (
    "publishing_gatedecision",
    "publishing_requiredgate",
    "publishing_reviewresult",
    "publishing_versioneditor",
    "publishing_versionattachment",
    "publishing_publicationevent",
    "publishing_validityact",
)


def declare_guards() -> None:
    """Register every trigger of this trunk; called when the application is ready."""
    declare(*GUARDS)
    for table in APPEND_ONLY:
        declare(*append_only(table))
