"""Chinese names of what this room writes into the audit log."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action

ACTIONS = {
    "lookups.add_synonyms": _("增加同义词"),
    "lookups.change_synonyms": _("修改同义词"),
    "lookups.retire_synonyms": _("停用同义词"),
    "lookups.resume_synonyms": _("恢复同义词"),
    "lookups.export_searches": _("导出检索情况"),
}


def register_actions() -> None:
    """Name every action; called when the application is ready."""
    for code, label in ACTIONS.items():
        action(code, label)
