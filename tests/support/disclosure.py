"""A guide, systems and annual reports, as a real office writes them."""

from datetime import date
from typing import Any

from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing.models import Column
from tests.support.publishing import Office

GUIDE = {
    "classification": "本机关公开的信息分为机构概况、政策文件、规划计划、财政信息、办事服务等类。",
    "arrangement": "按栏目和年份编排，每条信息有一个永久的索引号。",
    "ways_to_obtain": "可以在本网站查阅、检索、下载，也可以到市档案馆、市图书馆查阅。",
    "body_name": "宿迁市人民政府外事办公室秘书处",
    "address": "宿迁市宿城区太湖路示例大厦三楼",
    "hours": "工作日上午9时至12时，下午2时至6时",
    "phone": "0527-00000000",
    "fax": "0527-00000001",
    "online_contact": "发送电子邮件至秘书处公布的邮箱",
}


def block_column(office: Office, block: str, kind: str) -> Column:
    """The column of a block, made when it is not there."""
    names = {"guide": "政府信息公开指南", "systems": "政府信息公开制度", "reports": "政府信息公开年报"}
    return Column.objects.get_or_create(
        slug=block,
        defaults={
            "name": names[block],
            "column_type": "信息公开目录",
            "description": names[block],
            "keywords": "政府信息公开",
            "kind": kind,
            "block": block,
            "division": office.secretariat,
            "freshness_kind": "static",
        },
    )[0]


def guide_values(office: Office, **changes: Any) -> dict[str, Any]:
    """A complete guide; the site names the same telephone, which the privacy check then lets pass."""
    SiteIdentity.objects.update(phone=GUIDE["phone"], fax=GUIDE["fax"])
    return {
        "title": "宿迁市人民政府外事办公室政府信息公开指南",
        "abstract": "说明本机关政府信息的分类、编排、获取方式和公开工作机构。",
        "body": "<p>为方便公民、法人和其他组织获取本机关的政府信息，编制本指南。</p>",
        "keywords": ["政府信息公开", "指南"],
        "extra": GUIDE,
        "column_id": block_column(office, "guide", "guide").pk,
    } | changes


def system_values(office: Office, **changes: Any) -> dict[str, Any]:
    """A system."""
    return {
        "title": "宿迁市人民政府外事办公室政府信息公开审查制度",
        "abstract": "规定公开前审查的程序和责任。",
        "body": "<p>公开政府信息实行先审查、后公开。</p>",
        "keywords": ["政府信息公开", "审查"],
        "column_id": block_column(office, "systems", "system").pk,
    } | changes


def report_values(office: Office, year: str, **changes: Any) -> dict[str, Any]:
    """The annual report of a year."""
    return {
        "title": f"宿迁市人民政府外事办公室{year}年政府信息公开工作年度报告",
        "formed_on": date(2026, 1, 20),
        "abstract": "报告主动公开、依申请公开和改进情况。",
        "body": "<h2>一、总体情况</h2><p>全年主动公开政府信息一百二十条。</p>",
        "keywords": ["政府信息公开", "年度报告"],
        "extra": {"year": year},
        "column_id": block_column(office, "reports", "annual_report").pk,
    } | changes
