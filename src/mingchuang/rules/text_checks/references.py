"""What the checks of links, pictures and cited documents may find in a text that is to be published.

Only the definitions stand here, beside those of the text checks, so that one catalogue explains all
findings; looking into the register and at other sites is I/O and stands in the publishing trunk.
"""

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Group, Severity

_CITED = Source("政府信息公开平台规格", "第5节、第9节（引用文件须有效，名称文号与台账一致）", Tag.CONVENTION)
_LINKS = Source("政府信息公开平台规格", "第9节（错链、内网链接、图片替代文字）", Tag.CONVENTION)

CHECKS = (
    Check(
        "cite.unknown",
        "引用的文件未登记",
        Group.REFERENCES,
        Gate.POLICY,
        Severity.WARN,
        "正文引用的文件不在「被引用文件登记」中，可能名称或文号有误。",
        "核对名称和文号；确有此文件的，请先登记，或说明理由后保留。",
        _CITED,
    ),
    Check(
        "cite.invalid",
        "引用的文件已失效",
        Group.REFERENCES,
        Gate.POLICY,
        Severity.BLOCK,
        "正文引用的文件已经废止或失效，不能再作依据。",
        "改引现行有效的文件；只是叙述沿革的，请写明「已废止」。",
        _CITED,
    ),
    Check(
        "cite.number",
        "引用的文号不一致",
        Group.REFERENCES,
        Gate.POLICY,
        Severity.WARN,
        "正文里的文号与登记的文号不同。",
        "核对原件后改正正文或登记。",
        _CITED,
    ),
    Check(
        "link.form",
        "链接写法不对",
        Group.REFERENCES,
        Gate.WORDING,
        Severity.BLOCK,
        "链接的地址不完整，或指向内网、本机。",
        "改为公众能打开的完整网址，或删去链接。",
        _LINKS,
    ),
    Check(
        "link.dead",
        "链接打不开",
        Group.REFERENCES,
        Gate.WORDING,
        Severity.WARN,
        "链接的页面打不开，或本站的信息已经撤下（后者须改正后才能送审）。",
        "换成能打开的地址，或删去链接。",
        _LINKS,
    ),
    Check(
        "image.alt",
        "图片没有替代文字",
        Group.REFERENCES,
        Gate.WORDING,
        Severity.WARN,
        "图片没有替代文字，用读屏软件的人不知道图上是什么。",
        "在图片属性里写一句话说明；纯装饰的图片请删去。",
        _LINKS,
    ),
)
