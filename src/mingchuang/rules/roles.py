"""Who may do what: the offices' roles, the permissions they carry, and how far each reaches.

A table, so that the administrator's page, the help pages and the tests read the same thing.
The separation of duties on one text (an editor never reviews, one person one gate) is in `gates`.
"""

from enum import StrEnum

from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation


class Role(StrEnum):
    """Roles a person may hold; several may be held at once."""

    DRAFTER = "drafter"  # 起草人
    DIVISION_HEAD = "division_head"  # 处室负责人
    DISCLOSURE_OFFICER = "disclosure_officer"  # 政府信息公开工作机构（秘书处）
    SECRECY_REVIEWER = "secrecy_reviewer"  # 保密审查员
    POLITICAL_REVIEWER = "political_reviewer"  # 政治关审核员
    POLICY_REVIEWER = "policy_reviewer"  # 政策关审核员
    WORDING_REVIEWER = "wording_reviewer"  # 文字关审核员
    LEGAL_REVIEWER = "legal_reviewer"  # 法律关审核员
    LEADER = "leader"  # 分管领导
    TRANSLATOR = "translator"  # 翻译
    SUPERVISOR = "supervisor"  # 监督员（只读）
    ADMINISTRATOR = "administrator"  # 系统管理员


class Permission(StrEnum):
    """What a service may ask for."""

    DRAFT_ITEM = "draft_item"
    SUBMIT_ITEM = "submit_item"
    READ_WORK = "read_work"
    REVIEW_SECRECY = "review_secrecy"
    REVIEW_POLITICAL = "review_political"
    REVIEW_POLICY = "review_policy"
    REVIEW_WORDING = "review_wording"
    REVIEW_LEGAL = "review_legal"
    RELEASE_ITEM = "release_item"
    WITHDRAW_ITEM = "withdraw_item"
    RECORD_VALIDITY = "record_validity"
    TRANSLATE_EDITION = "translate_edition"
    MANAGE_COLUMNS = "manage_columns"
    MANAGE_REGISTER = "manage_register"
    READ_REGISTER = "read_register"
    MANAGE_WORD_LISTS = "manage_word_lists"
    MANAGE_TERMS = "manage_terms"
    MANAGE_STATUTORY_ITEMS = "manage_statutory_items"
    IMPORT_DRAFTS = "import_drafts"
    MIGRATE_RELEASED = "migrate_released"
    HANDLE_CASE = "handle_case"
    APPROVE_LETTER = "approve_letter"
    MANAGE_WORDING = "manage_wording"
    READ_CASE = "read_case"
    READ_REPORTS = "read_reports"
    KEEP_REPORTS = "keep_reports"
    SIGN_REPORTS = "sign_reports"
    SIGN_REPLY = "sign_reply"
    READ_AUDIT = "read_audit"
    READ_SEARCHES = "read_searches"
    READ_ARCHIVES = "read_archives"
    KEEP_ARCHIVES = "keep_archives"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_CALENDARS = "manage_calendars"
    MANAGE_GATES = "manage_gates"
    MANAGE_IDENTITY = "manage_identity"
    USE_DESK = "use_desk"


class Reach(StrEnum):
    """How far a permission reaches."""

    DIVISION = "division"  # only in the divisions the role is held for
    OFFICE = "office"


_DESK = {Permission.USE_DESK: Reach.OFFICE}

ROLE_PERMISSIONS: dict[Role, dict[Permission, Reach]] = {
    Role.DRAFTER: _DESK
    | {
        Permission.DRAFT_ITEM: Reach.DIVISION,
        Permission.SUBMIT_ITEM: Reach.DIVISION,
        Permission.READ_WORK: Reach.DIVISION,
        Permission.READ_REGISTER: Reach.OFFICE,
        Permission.HANDLE_CASE: Reach.DIVISION,
        Permission.READ_CASE: Reach.DIVISION,
    },
    Role.DIVISION_HEAD: _DESK
    | {
        Permission.DRAFT_ITEM: Reach.DIVISION,
        Permission.SUBMIT_ITEM: Reach.DIVISION,
        Permission.READ_WORK: Reach.DIVISION,
        Permission.READ_SEARCHES: Reach.OFFICE,
        Permission.READ_REGISTER: Reach.OFFICE,
        Permission.HANDLE_CASE: Reach.DIVISION,
        Permission.APPROVE_LETTER: Reach.DIVISION,
        Permission.READ_CASE: Reach.DIVISION,
    },
    Role.DISCLOSURE_OFFICER: _DESK
    | {
        Permission.READ_WORK: Reach.OFFICE,
        Permission.DRAFT_ITEM: Reach.OFFICE,
        Permission.SUBMIT_ITEM: Reach.OFFICE,
        Permission.RELEASE_ITEM: Reach.OFFICE,
        Permission.WITHDRAW_ITEM: Reach.OFFICE,
        Permission.RECORD_VALIDITY: Reach.OFFICE,
        Permission.MANAGE_COLUMNS: Reach.OFFICE,
        Permission.MANAGE_REGISTER: Reach.OFFICE,
        Permission.READ_REGISTER: Reach.OFFICE,
        Permission.MANAGE_WORD_LISTS: Reach.OFFICE,
        Permission.MANAGE_TERMS: Reach.OFFICE,
        Permission.MANAGE_STATUTORY_ITEMS: Reach.OFFICE,
        Permission.IMPORT_DRAFTS: Reach.OFFICE,
        Permission.HANDLE_CASE: Reach.OFFICE,
        Permission.APPROVE_LETTER: Reach.OFFICE,
        Permission.MANAGE_WORDING: Reach.OFFICE,
        Permission.READ_CASE: Reach.OFFICE,
        Permission.READ_REPORTS: Reach.OFFICE,
        Permission.KEEP_REPORTS: Reach.OFFICE,
        Permission.READ_AUDIT: Reach.OFFICE,
        Permission.READ_SEARCHES: Reach.OFFICE,
    },
    Role.SECRECY_REVIEWER: _DESK
    | {
        Permission.REVIEW_SECRECY: Reach.OFFICE,
        Permission.READ_REGISTER: Reach.OFFICE,
        Permission.READ_CASE: Reach.OFFICE,
    },
    Role.POLITICAL_REVIEWER: _DESK
    | {Permission.REVIEW_POLITICAL: Reach.OFFICE, Permission.READ_REGISTER: Reach.OFFICE},
    Role.POLICY_REVIEWER: _DESK
    | {Permission.REVIEW_POLICY: Reach.OFFICE, Permission.READ_REGISTER: Reach.OFFICE},
    Role.WORDING_REVIEWER: _DESK
    | {Permission.REVIEW_WORDING: Reach.OFFICE, Permission.READ_REGISTER: Reach.OFFICE},
    Role.LEGAL_REVIEWER: _DESK
    | {
        Permission.REVIEW_LEGAL: Reach.OFFICE,
        Permission.READ_REGISTER: Reach.OFFICE,
        Permission.READ_CASE: Reach.OFFICE,
    },
    Role.LEADER: _DESK
    | {
        Permission.READ_WORK: Reach.OFFICE,
        Permission.RELEASE_ITEM: Reach.OFFICE,
        Permission.WITHDRAW_ITEM: Reach.OFFICE,
        Permission.READ_REGISTER: Reach.OFFICE,
        Permission.READ_CASE: Reach.OFFICE,
        Permission.READ_REPORTS: Reach.OFFICE,
        Permission.SIGN_REPORTS: Reach.OFFICE,
        Permission.APPROVE_LETTER: Reach.OFFICE,
        Permission.SIGN_REPLY: Reach.OFFICE,
        Permission.READ_AUDIT: Reach.OFFICE,
        Permission.READ_SEARCHES: Reach.OFFICE,
    },
    Role.TRANSLATOR: _DESK
    | {Permission.TRANSLATE_EDITION: Reach.OFFICE, Permission.READ_REGISTER: Reach.OFFICE},
    Role.SUPERVISOR: _DESK
    | {
        Permission.READ_WORK: Reach.OFFICE,
        Permission.READ_CASE: Reach.OFFICE,
        Permission.READ_REGISTER: Reach.OFFICE,
        Permission.READ_REPORTS: Reach.OFFICE,
        Permission.READ_AUDIT: Reach.OFFICE,
        Permission.READ_SEARCHES: Reach.OFFICE,
        Permission.READ_ARCHIVES: Reach.OFFICE,
    },
    Role.ADMINISTRATOR: _DESK
    | {
        Permission.READ_ARCHIVES: Reach.OFFICE,
        Permission.KEEP_ARCHIVES: Reach.OFFICE,
        Permission.MANAGE_PEOPLE: Reach.OFFICE,
        Permission.MANAGE_CALENDARS: Reach.OFFICE,
        Permission.MANAGE_GATES: Reach.OFFICE,
        Permission.MANAGE_IDENTITY: Reach.OFFICE,
        Permission.MANAGE_COLUMNS: Reach.OFFICE,
        Permission.MANAGE_WORD_LISTS: Reach.OFFICE,
        Permission.MANAGE_TERMS: Reach.OFFICE,
        Permission.MIGRATE_RELEASED: Reach.OFFICE,
        Permission.READ_AUDIT: Reach.OFFICE,
        Permission.READ_SEARCHES: Reach.OFFICE,
    },
}

ROLE_LABELS: dict[Role, str] = {
    Role.DRAFTER: "起草人",
    Role.DIVISION_HEAD: "处室负责人",
    Role.DISCLOSURE_OFFICER: "政府信息公开工作机构",
    Role.SECRECY_REVIEWER: "保密审查员",
    Role.POLITICAL_REVIEWER: "政治关审核员",
    Role.POLICY_REVIEWER: "政策关审核员",
    Role.WORDING_REVIEWER: "文字关审核员",
    Role.LEGAL_REVIEWER: "法律关审核员",
    Role.LEADER: "分管领导",
    Role.TRANSLATOR: "翻译",
    Role.SUPERVISOR: "监督员",
    Role.ADMINISTRATOR: "系统管理员",
}

PERMISSION_LABELS: dict[Permission, str] = {
    Permission.DRAFT_ITEM: "起草信息",
    Permission.SUBMIT_ITEM: "提交审核",
    Permission.READ_WORK: "查看在办信息",
    Permission.REVIEW_SECRECY: "保密审查",
    Permission.REVIEW_POLITICAL: "政治关审核",
    Permission.REVIEW_POLICY: "政策关审核",
    Permission.REVIEW_WORDING: "文字关审核",
    Permission.REVIEW_LEGAL: "法律关审核",
    Permission.RELEASE_ITEM: "发布信息",
    Permission.WITHDRAW_ITEM: "撤下信息",
    Permission.RECORD_VALIDITY: "登记有效性",
    Permission.TRANSLATE_EDITION: "翻译外文版",
    Permission.MANAGE_COLUMNS: "管理栏目",
    Permission.MANAGE_REGISTER: "管理引用文件登记簿",
    Permission.READ_REGISTER: "查看引用文件登记簿",
    Permission.MANAGE_WORD_LISTS: "管理用语表",
    Permission.MANAGE_TERMS: "管理术语库",
    Permission.MANAGE_STATUTORY_ITEMS: "管理法定主动公开事项",
    Permission.IMPORT_DRAFTS: "导入草稿",
    Permission.MIGRATE_RELEASED: "迁移旧站已发布信息",
    Permission.HANDLE_CASE: "办理事项",
    Permission.APPROVE_LETTER: "核准文书",
    Permission.MANAGE_WORDING: "管理文书用语",
    Permission.READ_CASE: "查看事项",
    Permission.READ_REPORTS: "查看年度报告",
    Permission.KEEP_REPORTS: "编写年度报告",
    Permission.SIGN_REPORTS: "签发年度报告",
    Permission.SIGN_REPLY: "签批公开答复",
    Permission.READ_AUDIT: "查看操作记录",
    Permission.READ_SEARCHES: "查看检索情况",
    Permission.READ_ARCHIVES: "查看网站存档",
    Permission.KEEP_ARCHIVES: "制作网站存档",
    Permission.MANAGE_PEOPLE: "管理人员与角色",
    Permission.MANAGE_CALENDARS: "管理工作日历",
    Permission.MANAGE_GATES: "管理审核关口",
    Permission.MANAGE_IDENTITY: "管理网站标识",
    Permission.USE_DESK: "使用工作台",
}

SECOND_FACTOR_REQUIRED: frozenset[Role] = frozenset({Role.ADMINISTRATOR})
"""Roles that may not work before a second factor is set up."""

READ_ONLY: frozenset[Role] = frozenset({Role.SUPERVISOR})
"""Roles that must never carry a permission that changes anything."""

READING: frozenset[Permission] = frozenset(
    {
        Permission.USE_DESK,
        Permission.READ_WORK,
        Permission.READ_CASE,
        Permission.READ_AUDIT,
        Permission.READ_REPORTS,
        Permission.READ_SEARCHES,
        Permission.READ_REGISTER,
        Permission.READ_ARCHIVES,
    }
)

RULES = (
    Rule(
        "roles.responsible_body",
        "政府信息公开工作机构负责本机关公开的日常工作",
        disclosure_regulation("第四条"),
    ),
    Rule(
        "roles.separation",
        "起草、审核、发布分离；监督员只读",
        Source("政府信息公开平台规格", "13(4)", Tag.CONVENTION),
    ),
)


def permissions_of(role: Role) -> dict[Permission, Reach]:
    """The permissions a role carries, each with its reach."""
    return ROLE_PERMISSIONS[role]
