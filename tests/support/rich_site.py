"""A small city's foreign affairs office as its readers know it: every column filled, in our own words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from mingchuang.base.files import services as files
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.disclosure.seeds import seed
from mingchuang.publishing.models import Column, Draft, Item
from mingchuang.publishing.services import attachments, release, submission, validity, withdrawal
from tests.support.disclosure import guide_values, report_values, system_values
from tests.support.public_site import correct
from tests.support.publishing import Office, drafted, item_of, make_office, pass_gates, released
from tests.support.replayed import replayed

IDENTITY = {
    "address": "江苏省宿迁市宿城区示例路1号",
    "postcode": "223800",
    "hours": "工作日上午9:00至12:00，下午14:00至18:00",
    "email": "office@example.gov.cn",
    "icp_number": "苏ICP备00000000号",
    "police_number": "苏公网安备00000000000000号",
    "site_name_en": "Suqian Municipal Foreign Affairs Office",
    "site_name_ja": "宿遷市人民政府外事弁公室",
    "site_name_ko": "쑤첸시 인민정부 외사판공실",
    "hours_en": "Working days, 9:00 to 12:00 and 14:00 to 18:00",
}

NEWS = (
    ("我市与友好城市签署青少年交流备忘录", "双方商定每年互派学生开展体育和艺术交流。"),
    ("市外办组织重点企业涉外安全培训", "培训讲解境外突发事件的报告、处置和联络方式。"),
    ("外国驻沪总领馆官员来宿考察农业合作", "考察团走访农业园区，了解设施农业和冷链物流。"),
    ("全市因公出国（境）管理工作会议召开", "会议部署年度团组计划、经费管理和行前教育。"),
    ("市外办走进社区宣讲文明礼仪和领事保护", "工作人员讲解护照遗失、境外求助等常见问题。"),
    ("我市企业代表团赴境外参加农产品展览会", "十二家企业参展，推介粮油、花木和水产品。"),
    ("市外办开展外语标识规范检查", "检查覆盖车站、医院和主要旅游景区。"),
)
NOTICES = (
    ("关于清明节期间办公安排的通知", "清明节放假期间的值班和窗口安排。"),
    ("关于集中办理因公证照的提醒", "提醒各单位按批次提交材料，预留办理时间。"),
    ("关于公开征集外语志愿者的公告", "面向社会征集英语、日语、韩语志愿者。"),
)
SERVICES = (
    ("going-abroad", "因公出国（境）团组办理指南"),
    ("inviting-foreigners", "邀请外国人来华事项办理指南"),
    ("apec-cards", "APEC商务旅行卡申办指南"),
)
STATUTORY = (
    ("functions", "20-2", "宿迁市人民政府外事办公室机构职能"),
    ("leaders", "20-2", "宿迁市人民政府外事办公室负责人分工"),
    ("divisions", "20-2", "宿迁市人民政府外事办公室内设机构职责"),
    ("plans", "20-3", "宿迁市外事工作年度要点"),
    ("finance", "20-7", "宿迁市人民政府外事办公室部门预算公开"),
    ("procurement", "20-9", "宿迁市人民政府外事办公室政府采购目录"),
    ("personnel", "20-14", "公务员招考职位和报考条件"),
    ("emergency", "20-12", "宿迁市涉外突发事件应急预案"),
)
LONG_BODY = (
    "<p>为规范邀请外国人来华事项的办理，方便企业事业单位对外交流，制定本规程。</p>"
    "<h2>一、适用范围</h2><p>本规程适用于本市行政区域内依法登记的单位。邀请的事由包括经贸洽谈、技术交流、"
    "国际会议、体育赛事和文化活动。</p>"
    "<h2>二、办理时限</h2><table><thead><tr><th>环节</th><th>承办处室</th><th>时限（工作日）</th></tr></thead>"
    "<tbody><tr><td>受理</td><td>涉外处</td><td>1</td></tr><tr><td>核实</td><td>涉外处、秘书处</td><td>5</td></tr>"
    "<tr><td>办结</td><td>涉外处</td><td>2</td></tr></tbody></table>"
    "<h2>三、办理程序</h2><ol><li>申请单位提交邀请事由、被邀请人名单和行程。</li>"
    "<li>材料不齐的，当场一次告知。</li><li>核实无误的，出具邀请函。</li></ol>"
)


@dataclass
class RichSite:
    """The office, and the items that stories speak of."""

    office: Office
    document: Item
    repealed: Item
    corrected: Item
    withdrawn: Item


def _column(slug: str) -> int:
    return Column.objects.get(slug=slug).pk


def _document_with_file(office: Office, now: datetime) -> Item:
    draft = drafted(
        office,
        now,
        kind="document",
        title="宿迁市邀请外国人来华事项办理规程（试行）",
        document_number="宿外办发〔2026〕8号",
        effective_on=date(2026, 3, 5),
        expires_on=date(2028, 3, 4),
        abstract="明确邀请外国人来华事项的适用范围、办理程序和时限。",
        body=LONG_BODY,
        keywords=["邀请", "外国人来华", "规程"],
        statutory_item="20-1",
        column_id=_column("normative-documents"),
    )
    upload = SimpleUploadedFile("form.txt", "邀请外国人来华申请表\n单位名称：\n被邀请人：\n事由：\n".encode())
    file = files.store(upload, actor=office.drafter, now=now)
    attachments.add_attachment(office.drafter, draft.pk, file, "邀请外国人来华申请表", now=now)
    draft = Draft.objects.get(pk=draft.pk)
    version = submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())
    return item_of(release.release(office.officer, pass_gates(office, version, now).pk, now=now))


@replayed
def make_rich_site(now: datetime) -> RichSite:
    """Fill every column; the newest are a few minutes old, the rest days."""
    office = make_office()
    Column.objects.all().delete()
    seed(now)
    office.news = Column.objects.get(slug="news")
    office.documents = Column.objects.get(slug="normative-documents")
    SiteIdentity.objects.update(**IDENTITY)
    for days, (title, abstract) in enumerate(reversed(NEWS)):
        at = now - timedelta(days=20 - days)
        released(office, at, title=title, abstract=abstract, formed_on=at.date(), column_id=_column("news"))
    for days, (title, abstract) in enumerate(reversed(NOTICES)):
        at = now - timedelta(days=10 - days)
        values = {
            "title": title,
            "abstract": abstract,
            "formed_on": at.date(),
            "column_id": _column("notices"),
        }
        released(office, at, kind="notice", **values)
    for slug, title in SERVICES:
        released(office, now, kind="information", title=title, column_id=_column(slug), body=LONG_BODY)
    for slug, item, title in STATUTORY:
        values = {
            "title": title,
            "statutory_item": item,
            "column_id": _column(slug),
            "abstract": f"{title}。",
        }
        released(office, now - timedelta(days=3), kind="information", **values)
    released(office, now, kind="guide", **guide_values(office))
    released(office, now, kind="system", **system_values(office))
    for year in ("2024", "2025"):
        released(office, now, kind="annual_report", **report_values(office, year))
    document = _document_with_file(office, now)
    repealed = item_of(
        released(
            office,
            now - timedelta(days=30),
            kind="document",
            title="宿迁市邀请外国人来华事项办理暂行办法",
            document_number="宿外办发〔2021〕3号",
            formed_on=date(2021, 4, 6),
            effective_on=date(2021, 5, 1),
            abstract="邀请外国人来华事项的办理办法，已由新规程替代。",
            body=LONG_BODY,
            statutory_item="20-1",
            column_id=_column("normative-documents"),
        )
    )
    validity.record_validity(
        office.officer,
        repealed.pk,
        "repealed",
        date(2026, 3, 5),
        "宿外办发〔2026〕8号",
        now=now,
        today=now.date(),
    )
    corrected = item_of(released(office, now - timedelta(days=2), title="关于外语志愿者培训的消息"))
    correct(office, corrected, now, note="更正培训人数。", abstract="首批外语志愿者完成培训。")
    gone = item_of(released(office, now, title="关于暂停受理的预告"))
    withdrawal.withdraw(office.officer, gone.pk, reason="有误", public_note="内容有误，已撤下。", now=now)
    withdrawal.confirm_withdrawal(gone.pk, [lambda _: None], now=now)
    return RichSite(office, document, repealed, corrected, gone)
