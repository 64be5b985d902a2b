"""The page of an official document (GB/T 9704-2012) as numbers, each with the clause it comes from.

Both renderers read their measures here, so that they cannot differ; a test measures what they produce.
"""

from dataclasses import dataclass
from unicodedata import east_asian_width

from mingchuang.rules.source import Rule, Source, Tag

_STANDARD = "党政机关公文格式（GB/T 9704-2012）"


def _rule(name: str, says: str, clause: str, tag: Tag = Tag.SECONDARY) -> Rule:
    return Rule(f"letters.page_{name}", says, Source(_STANDARD, clause, tag))


RULES = (
    _rule("paper", "A4 纸（210mm×297mm），天头37mm，订口28mm，版心156mm×225mm", "5.1、5.2.1"),
    _rule("grid", "每面排22行，每行排28个字，3号仿宋", "5.2.2、5.2.3"),
    _rule(
        "header",
        "发文机关标志红色小标宋居中，上边缘至版心上边缘35mm；发文字号在其下空二行居中；其下4mm处红色分隔线与版心等宽",
        "7.2.4至7.2.7",
    ),
    _rule("title", "标题2号小标宋，在分隔线下空二行居中", "7.3.1"),
    _rule("addressee", "主送机关在标题下空一行，居左顶格，后标全角冒号", "7.3.2"),
    _rule("body", "正文每段左空二字；层次序数依次为一、（一）1.（1），第一层黑体，第二层楷体", "7.3.3"),
    _rule("annexes", "附件说明在正文下空一行，左空二字，写“附件：1.名称”，名称后不加标点", "7.3.4"),
    _rule("signature", "成文日期右空四字，发文机关署名以成文日期为准居中，其上留出盖章位置", "7.3.5.1"),
    _rule("date", "成文日期用阿拉伯数字，年份标全称，月、日不编虚位", "7.3.5.4"),
    _rule("note", "附注左空二字加圆括号，编排在成文日期下一行", "7.3.6"),
    _rule(
        "page_number",
        "页码用4号半角宋体阿拉伯数字，左右各放一条一字线，在版心下边缘之下7mm；单页居右空一字，双页居左空一字",
        "7.5",
    ),
    _rule(
        "fonts",
        "小标宋、仿宋、楷体、黑体为商业字体，用本机关配置的文件；缺少时以开放字体代替并报告",
        "5.2.2",
        Tag.CONVENTION,
    ),
)


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Measures in millimetres and points (pt), counts of lines and characters."""

    paper_width_mm: float = 210
    paper_height_mm: float = 297
    top_mm: float = 37
    left_mm: float = 28
    right_mm: float = 26
    bottom_mm: float = 35
    lines: int = 22
    characters: int = 28
    body_pt: float = 16
    """3号."""
    title_pt: float = 22
    """2号."""
    mark_pt: float = 36
    """The issuer's mark; the standard leaves its size to the office, smaller when the name is long."""
    page_number_pt: float = 14
    """4号."""
    mark_below_top_mm: float = 35
    line_below_number_mm: float = 4
    page_number_below_mm: float = 7
    date_right_characters: int = 4
    seal_lines: int = 2
    """Blank lines above the signature for the seal."""

    @property
    def text_width_mm(self) -> float:
        return self.paper_width_mm - self.left_mm - self.right_mm

    @property
    def text_height_mm(self) -> float:
        return self.paper_height_mm - self.top_mm - self.bottom_mm

    @property
    def line_pt(self) -> float:
        """The pitch of lines: the text's height over its lines."""
        return self.text_height_mm / self.lines * POINTS_PER_MM

    @property
    def character_pt(self) -> float:
        """The pitch of characters: the text's width over its characters."""
        return self.text_width_mm / self.characters * POINTS_PER_MM

    def mark_size(self, name: str) -> float:
        """The size (pt) at which the issuer's name fits one line of the text."""
        return min(self.mark_pt, self.text_width_mm * POINTS_PER_MM / max(len(name), 1))


def width_of(text: str) -> float:
    """The width of a text in characters of the grid; what is not East Asian takes half of one."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)


def signature_indents(issuer: str, day: str) -> tuple[float, float]:
    """How far issuer and date stand from the right, in characters: the issuer centred on the date.

    The date stands four characters in, unless the issuer's name would then come closer than one.
    """
    spare = (width_of(day) - width_of(issuer)) / 2
    date_indent = float(GB9704.date_right_characters)
    if date_indent + spare < LEAST_RIGHT_CHARACTERS:
        return LEAST_RIGHT_CHARACTERS, LEAST_RIGHT_CHARACTERS - spare
    return date_indent + spare, date_indent


LEAST_RIGHT_CHARACTERS = 1.0
POINTS_PER_MM = 72 / 25.4
GB9704 = PageSetup()

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
FIRST_LEVEL_FONT = "黑体"
SECOND_LEVEL_FONT = "楷体_GB2312"
NUMBER_FONT = "宋体"
