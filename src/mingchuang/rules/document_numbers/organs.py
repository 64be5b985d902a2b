"""Names of organs, as far as reading orders and announcements needs them.

Orders and announcements are numbered under the organ's full name (财政部令第33号), so their left
edge is where the name begins. The national organs of today and of the years whose orders are
still cited are a closed list; governments and other organs are told by how their names end.
"""

import re

REPUBLIC = "中华人民共和国"

_NATIONAL = """
国务院 国家主席 主席 中央军事委员会 中央军委 国务院办公厅 中共中央办公厅 最高人民法院 最高人民检察院
外交部 国防部 国家发展和改革委员会 国家发展改革委 国家发改委 教育部 科学技术部 科技部 工业和信息化部
国家民族事务委员会 国家民委 公安部 国家安全部 民政部 司法部 财政部 人力资源和社会保障部
人力资源社会保障部 自然资源部 生态环境部 住房和城乡建设部 住房城乡建设部 交通运输部 水利部 农业农村部
商务部 文化和旅游部 国家卫生健康委员会 国家卫生健康委 退役军人事务部 应急管理部 中国人民银行 审计署
国务院国有资产监督管理委员会 国务院国资委 海关总署 国家税务总局 税务总局 国家市场监督管理总局
市场监管总局 国家广播电视总局 国家体育总局 国家统计局 国家国际发展合作署 国家医疗保障局
国家知识产权局 国家金融监督管理总局 金融监管总局 中国证券监督管理委员会 中国证监会
国家移民管理局 国家文物局 国家外汇管理局 国家药品监督管理局 国家林业和草原局 国家铁路局
中国民用航空局 国家邮政局 国家中医药管理局 国家能源局 国家粮食和物资储备局 国家互联网信息办公室
国家新闻出版署 国家宗教事务局 国家版权局 国家疾病预防控制局 国家数据局 国家消防救援局 国家档案局
国家保密局 国家密码管理局 国家机关事务管理局 国家外国专家局
建设部 铁道部 信息产业部 卫生部 劳动和社会保障部 劳动部 人事部 国土资源部 环境保护部 农业部 文化部
交通部 监察部 林业部 地质矿产部 邮电部 国内贸易部 对外贸易经济合作部 对外经济贸易部
国家经济贸易委员会 国家计划委员会 国家发展计划委员会 国家教育委员会 国家体育运动委员会
国家科学技术委员会 国家人口和计划生育委员会 国家卫生和计划生育委员会 国家工商行政管理总局
国家工商行政管理局 国家质量监督检验检疫总局 国家环境保护总局 国家安全生产监督管理总局
国家食品药品监督管理总局 国家食品药品监督管理局 国家新闻出版广电总局 国家广播电影电视总局
新闻出版总署 国家旅游局 国家海洋局 国家土地管理局 国家林业局 国家测绘局 国家测绘地理信息局
中国民用航空总局 国家电力监管委员会 中国银行业监督管理委员会 中国保险监督管理委员会
中国银行保险监督管理委员会 中国银保监会 国家技术监督局 国家质量技术监督局
能源部 广播电影电视部 化学工业部 机械工业部 国家物价局 国家医药管理局 国家环境保护局
总后勤部 总参谋部 总政治部
"""
# Longest first: 国家税务总局 before 税务总局.
NATIONAL_ORGANS: tuple[str, ...] = tuple(sorted(_NATIONAL.split(), key=len, reverse=True))
_BY_LAST_CHARACTER = {
    last: tuple(name for name in NATIONAL_ORGANS if name[-1] == last)
    for last in {name[-1] for name in NATIONAL_ORGANS}
}
_LAST_CHARACTERS = frozenset(_BY_LAST_CHARACTER) | frozenset("国府会委局厅署部院室行队")
_SEPARATOR_END = re.compile(r"[ 、,和]{0,3}\Z")

# 国令 is the State Council's short form; 共和国令, 外国令 and the like are not it.
_STATE_COUNCIL_SHORT = re.compile(r"(?<![和外我各全中本该他])国\Z")
_GOVERNMENT = re.compile(r"([一-鿿]{2,24}[省市县区州盟旗])(?:人民)?政府\Z")
_GENERIC = re.compile(
    r"[一-鿿]{2,24}(?:人民政府|委员会|监委|监会|常委会|委|总局|局|厅|署|部|院|办公室|办公厅|银行|总队)\Z"
)
# Organs only the page or the sentence can complete: 省政府, 本部, 总局.
_INCOMPLETE = re.compile(
    r"(?:[省市县区州本我该贵两各]{1,2}|自治区|自治州)?(?:人民政府|政府|[部局厅署委院会]|总局|总署|委员会|办公[厅室])\Z"
    r"|第?[一二三四五六七八九十]{0,3}届?(?:人民代表大会|人大)(?:常务委员会|常委会)?\Z"
)


def may_end_an_organ(text: str) -> bool:
    """A quick look at the last character, so that most of a text needs no closer one."""
    return text[-1:] in _LAST_CHARACTERS


def national_at_end(text: str) -> tuple[int, str] | None:
    """The national organ the text ends with: where it begins, and its name without the republic's."""
    candidates = _BY_LAST_CHARACTER.get(text[-1:], ())
    if not text.endswith(candidates):
        return None
    name = next(organ for organ in candidates if text.endswith(organ))
    start = len(text) - len(name)
    if text.endswith(REPUBLIC, 0, start):
        start -= len(REPUBLIC)
    return start, "主席" if name == "国家主席" else name


def lead_national(text: str) -> tuple[int, str] | None:
    """As `national_at_end`, but of organs issuing jointly the first, whose number it is.

    The State Council leads only the Central Military Commission: before a ministry it is more
    often another source in the same sentence.
    """
    found = national_at_end(text)
    while found is not None:
        start, name = found
        before = text[:start]
        gap = _SEPARATOR_END.search(before)
        head = before[: gap.start()] if gap else before
        previous = national_at_end(head)
        if previous is None:
            return found
        if previous[1] == "国务院" and not name.startswith("中央军"):
            return found
        found = previous
    return None


def state_council_short(text: str) -> bool:
    """Whether the text ends with 国 standing for the State Council (国令第763号)."""
    return _STATE_COUNCIL_SHORT.search(text) is not None


def full_name(name: str) -> str:
    """The organ's name as orders print it: 德州市政府 is 德州市人民政府."""
    government = _GOVERNMENT.fullmatch(name)
    return f"{government.group(1)}人民政府" if government else name


def is_incomplete(name: str) -> bool:
    """Whether only context says which organ is meant (省政府, 本部)."""
    return _INCOMPLETE.fullmatch(name) is not None


def is_organ(name: str) -> bool:
    """Whether the name ends as the names of organs do and says which organ it is."""
    if name in NATIONAL_ORGANS:
        return True
    complete = _GOVERNMENT.fullmatch(name) or _GENERIC.fullmatch(name)
    return complete is not None and not is_incomplete(name)
