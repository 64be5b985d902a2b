"""Where the pages of this trunk stand in the desk's navigation."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_desk
from mingchuang.rules.gates import Gate, reviewer_permission
from mingchuang.rules.roles import Permission

SECTION = _("信息发布")
SETTINGS = _("设置")
MACHINES = _("系统管理")
REVIEWING = [reviewer_permission(gate) for gate in Gate]
IMPORTING = (Permission.IMPORT_DRAFTS, Permission.MANAGE_REGISTER, Permission.MIGRATE_RELEASED)


def register() -> None:
    """Put every page in its place; called when the application is ready."""
    register_desk(SECTION, _("信息"), "publishing_items:list", Permission.USE_DESK, 10)
    register_desk(SECTION, _("起草信息"), "publishing_items:new", Permission.DRAFT_ITEM, 11)
    register_desk(SECTION, _("待我审核"), "publishing_reviewing:queue", REVIEWING, 20)
    register_desk(SECTION, _("待发布"), "publishing_releasing:queue", Permission.RELEASE_ITEM, 21)
    register_desk(SECTION, _("已公开信息复查"), "publishing_rereading:list", Permission.RELEASE_ITEM, 22)
    register_desk(SECTION, _("语言版本"), "publishing_editions:table", Permission.USE_DESK, 22)
    register_desk(SECTION, _("待我翻译"), "publishing_editions:mine", Permission.TRANSLATE_EDITION, 23)
    register_desk(SECTION, _("术语库"), "publishing_terms:list", Permission.USE_DESK, 24)
    register_desk(SECTION, _("被引用文件"), "publishing_register:list", Permission.READ_REGISTER, 28)
    register_desk(SECTION, _("导入"), "publishing_importing:list", IMPORTING, 29)
    register_desk(SETTINGS, _("栏目"), "publishing_settings:columns", Permission.MANAGE_COLUMNS, 80)
    register_desk(SETTINGS, _("审核关口"), "publishing_settings:gates", Permission.MANAGE_GATES, 81)
    register_desk(SETTINGS, _("用语清单"), "publishing_settings:words", Permission.MANAGE_WORD_LISTS, 82)
    register_desk(MACHINES, _("网站生成"), "publishing_baking:hosts", Permission.READ_AUDIT, 936)
