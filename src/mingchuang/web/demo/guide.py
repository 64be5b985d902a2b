"""The guide of the demo office, with every field the Regulation asks for."""

GUIDE_EXTRA: dict[str, str] = {
    "classification": "本机关的政府信息按照机构概况、政策文件、规划计划、财政预决算、办事服务、应急管理等类别编列。",
    "arrangement": "每件信息标注索引号、名称、发布机构、发文字号、成文日期、发布日期和内容概述，按成文日期先后编排。",
    "ways_to_obtain": "主动公开的信息可以在本站查阅、检索和下载；需要依申请公开的，可以到现场、通过信函或者在线提出申请。",
}
