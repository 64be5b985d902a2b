"""Who may write on an edition: the division on its Chinese text, translators on the other languages.

Asked by every service of the writing trunk, so that one sentence answers for text, files and submission.
"""

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may, require
from mingchuang.publishing.models import Edition
from mingchuang.rules.roles import Permission


def may_write(user: User, edition: Edition) -> bool:
    """Whether this person may write on the edition's draft."""
    if edition.is_foreign:
        return may(user, Permission.TRANSLATE_EDITION, language=edition.language)
    return may(user, Permission.DRAFT_ITEM, edition.item.division)


def may_submit(user: User, edition: Edition) -> bool:
    """Whether this person may send the edition to its gates, and take it back."""
    if edition.is_foreign:
        return may_write(user, edition)
    return may(user, Permission.SUBMIT_ITEM, edition.item.division)


def require_writer(user: User, edition: Edition) -> None:
    """Raise Forbidden unless `may_write`."""
    if edition.is_foreign:
        require(user, Permission.TRANSLATE_EDITION, language=edition.language)
    else:
        require(user, Permission.DRAFT_ITEM, edition.item.division)


def require_submitter(user: User, edition: Edition) -> None:
    """Raise Forbidden unless `may_submit`."""
    if edition.is_foreign:
        require_writer(user, edition)
    else:
        require(user, Permission.SUBMIT_ITEM, edition.item.division)
