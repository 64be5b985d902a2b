"""Chinese names of what this trunk writes into the audit log."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action, register_kind, register_names, register_values
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Column, ImportKind, Item, ItemState, Version
from mingchuang.rules.text_checks import RULE_CATALOGUE
from mingchuang.rules.validity import KIND_LABELS

ACTIONS = {
    "publishing.create_item": _("新建信息"),
    "publishing.start_correction": _("发起更正"),
    "publishing.revert": _("恢复旧版本"),
    "publishing.discard_changes": _("放弃更正"),
    "publishing.copy_item": _("复制信息"),
    "publishing.discard_item": _("废弃信息"),
    "publishing.add_attachment": _("添加附件"),
    "publishing.remove_attachment": _("移除附件"),
    "publishing.accept_finding": _("保留检查发现"),
    "publishing.keep_released_finding": _("保留复查发现"),
    "publishing.submit": _("送审"),
    "publishing.recall": _("撤回修改"),
    "publishing.pass_gate": _("审核通过"),
    "publishing.reject_gate": _("审核退回"),
    "publishing.release": _("发布"),
    "publishing.schedule": _("定时发布"),
    "publishing.unschedule": _("取消定时发布"),
    "publishing.schedule_refused": _("定时发布未完成"),
    "publishing.withdraw": _("撤下"),
    "publishing.withdrawal_confirmed": _("撤下完成"),
    "publishing.record_validity": _("登记效力变动"),
    "publishing.prepare_import": _("上传导入文件"),
    "publishing.start_import": _("开始导入"),
    "publishing.finish_import": _("完成导入"),
    "publishing.approve_migration": _("批准迁移"),
    "publishing.refuse_migration": _("不批准迁移"),
    "publishing.finish_migration": _("完成迁移"),
    "publishing.export_items": _("导出信息清单"),
    "publishing.add_image": _("添加正文图片"),
    "publishing.start_edition": _("安排翻译"),
    "publishing.assign_translator": _("改派翻译"),
    "publishing.take_up_source": _("按新原文核对"),
    "publishing.withdraw_edition": _("撤下外文版"),
    "publishing.edition_withdrawal_confirmed": _("撤下外文版完成"),
    "publishing.export_editions": _("导出语言版本一览"),
    "publishing.export_translation": _("导出译稿"),
    "publishing.import_translation": _("导入译稿"),
    "publishing.add_term": _("增加术语"),
    "publishing.change_term": _("修改术语"),
    "publishing.retire_term": _("停用术语"),
    "publishing.import_terms": _("导入术语"),
    "publishing.export_terms": _("导出术语"),
    "publishing.open_column": _("开设栏目"),
    "publishing.change_column": _("修改栏目"),
    "publishing.close_column": _("关停栏目"),
    "publishing.reopen_column": _("恢复栏目"),
    "publishing.bake_all": _("全站重新生成"),
    "publishing.check_baked": _("核对已生成页面"),
    "publishing.forget_host": _("移除生成主机"),
    "publishing.set_gates": _("设置审核关口"),
    "publishing.add_word": _("增加用语"),
    "publishing.change_word": _("修改用语"),
    "publishing.retire_word": _("停用用语"),
}


_TARGETS = {
    "publishing.importbatch": _("导入批次"),
    "publishing.kindgates": _("审核关口"),
    "publishing.wordentry": _("用语"),
}
_EXCHANGED = {"xliff": "XLIFF", "docx": _("Word 文档")}


def register_actions() -> None:
    """Name every action, value and target; called when the application is ready."""
    for code, label in ACTIONS.items():
        action(code, label)
    register_values("kind", _kinds, "publishing.")
    for acts in ("publishing.prepare_import", "publishing.start_import"):
        register_values("kind", dict(ImportKind.choices), acts)
    register_values("kind", KIND_LABELS, "publishing.record_validity")
    register_values("from_state", dict(ItemState.choices), "publishing.")
    register_values("rule", {code: check.name for code, check in RULE_CATALOGUE.items()}, "publishing.")
    register_values("format", _EXCHANGED, "publishing.export_translation")
    for model, name in _TARGETS.items():
        register_kind(model, name)
    register_names("publishing.item", _items)
    register_names("publishing.version", _versions)
    register_names("publishing.column", _columns)


def _kinds(_: str) -> Mapping[str, str | Promise]:
    return {kind.code: kind.label for kind in kinds.every()}


def _keys(ids: set[str]) -> list[int]:
    return [int(pk) for pk in ids if pk.isdecimal()]


def _items(ids: set[str]) -> dict[str, str]:
    """Index numbers, as items are called for ever; one that has none yet is missing. Titles may be secret."""
    rows = Item.objects.filter(pk__in=_keys(ids)).exclude(index_number=None)
    return {str(pk): str(number) for pk, number in rows.values_list("pk", "index_number")}


def _versions(ids: set[str]) -> dict[str, str]:
    rows = Version.objects.filter(pk__in=_keys(ids)).exclude(edition__item__index_number=None)
    named = rows.values_list("pk", "edition__item__index_number", "number")
    return {str(pk): f"{index_number}（{number}）" for pk, index_number, number in named}


def _columns(ids: set[str]) -> dict[str, str]:
    rows = Column.objects.without_tree_fields().order_by().filter(pk__in=_keys(ids))
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}
