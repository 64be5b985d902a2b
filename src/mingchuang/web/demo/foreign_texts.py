"""Texts of the demo office for foreigners, in Chinese and in our own English, Japanese and Korean."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language: title, summary, paragraphs (rich text where they begin with a tag)."""

    title: str
    abstract: str
    paragraphs: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def body(self) -> str:
        return "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ForeignText:
    """One text with its translations. `days_ago` says when the Chinese text was written."""

    column: str
    days_ago: int
    chinese: Said
    translations: dict[str, Said] = field(default_factory=dict)


ISSUERS: dict[str, str] = {
    "en": "Foreign Affairs Office of Suqian Municipal People's Government",
    "ja": "宿遷市人民政府外事弁公室",
    "ko": "쑤첸시 인민정부 외사판공실",
}
SOURCES: dict[str, str] = {
    "en": "Services for Foreigners Division",
    "ja": "渉外処",
    "ko": "섭외처",
}
SERVICES: tuple[ForeignText, ...] = (
    ForeignText(
        "notices",
        40,
        Said(
            "24小时多语种热线服务须知",
            "热线全天提供中文、英文、日文、韩文服务，帮助外国人联系医院、公安和出入境窗口。",
            (
                "在宿外国人遇到困难，可以全天拨打24小时热线 0527-80000000。",
                "<h2>可以帮您做什么</h2>",
                "<ul><li>看病、报警、交通事故时的电话翻译</li><li>签证、居留许可、住宿登记的咨询</li><li>联系您所在国家的总领事馆</li></ul>",
                "<h2>请准备</h2>",
                "请说明姓名、所在地址和使用的语言。危及生命的情况，请先拨打120或者110。",
            ),
            ("热线", "外国人服务"),
        ),
        {
            "en": Said(
                "24-hour multilingual hotline: what you need to know",
                "The hotline answers day and night in Chinese, English, Japanese and Korean, and helps foreigners reach hospitals, the police and visa counters.",
                (
                    "If you are a foreigner in Suqian and need help, call the 24-hour hotline on 0527-80000000 at any time.",
                    "<h2>What we can do</h2>",
                    "<ul><li>Interpretation by telephone when you see a doctor, call the police or have a traffic accident</li><li>Questions about a visa, a residence permit or accommodation registration</li><li>Contact with the consulate general of your country</li></ul>",
                    "<h2>Have this ready</h2>",
                    "Tell us your name, where you are and which language you speak. If a life is in danger, call 120 or 110 first.",
                ),
                ("hotline", "services for foreigners"),
            ),
            "ja": Said(
                "24時間多言語ホットラインのご案内",
                "中国語・英語・日本語・韓国語で終日対応し、外国人の方が病院、公安機関、ビザの窓口に連絡するのをお手伝いします。",
                (
                    "宿遷市にお住まいの外国人の方でお困りのときは、24時間ホットライン0527-80000000にいつでもお電話ください。",
                    "<h2>お手伝いできること</h2>",
                    "<ul><li>受診、通報、交通事故の際の電話通訳（翻訳を含む）</li><li>ビザ、居留許可、宿泊登記に関するご相談</li><li>お国の総領事館への連絡</li></ul>",
                    "<h2>ご用意いただくもの</h2>",
                    "お名前、現在地、お使いの言語をお知らせください。命にかかわる場合は、先に120または110に電話してください。",
                ),
                ("ホットライン", "外国人サービス"),
            ),
            "ko": Said(
                "24시간 다국어 핫라인 이용 안내",
                "중국어, 영어, 일본어, 한국어로 하루 종일 상담하며 외국인이 병원, 공안기관, 비자 창구에 연락하도록 돕습니다.",
                (
                    "쑤첸에 계신 외국인은 어려운 일이 있을 때 언제든지 24시간 핫라인 0527-80000000으로 전화해 주십시오.",
                    "<h2>도와드리는 일</h2>",
                    "<ul><li>진료, 신고, 교통사고 때의 전화 통역(번역 포함)</li><li>비자, 거류허가, 숙박등록 상담</li><li>본국 총영사관 연락</li></ul>",
                    "<h2>준비하실 것</h2>",
                    "성명, 계신 곳, 사용하시는 언어를 말씀해 주십시오. 생명이 위급한 경우에는 먼저 120 또는 110에 전화해 주십시오.",
                ),
                ("핫라인", "외국인 서비스"),
            ),
        },
    ),
    ForeignText(
        "notices",
        34,
        Said(
            "在宿外国人健康提示",
            "提醒外国人注意传染病预防、疫苗接种和就医时的医疗保险。",
            (
                "换季时传染病增多，请注意以下事项。",
                "<h2>预防</h2>",
                "勤洗手，多通风。出现发热，请戴口罩就医，不要带病上班上学。疫苗接种可以到居住地的社区卫生服务中心办理。",
                "<h2>就医</h2>",
                "请带护照和医疗保险凭证。听不懂医生的话，可以拨打热线0527-80000000请求翻译。急救电话是120。",
            ),
            ("健康", "外国人"),
        ),
        {
            "en": Said(
                "Health notice for foreigners in Suqian",
                "How foreigners can protect themselves from infectious diseases, where to get a vaccination, and what medical insurance papers to bring to hospital.",
                (
                    "Infectious diseases are more common when the seasons change. Please note the following.",
                    "<h2>Prevention</h2>",
                    "Wash your hands often and air your rooms. If you have a fever, wear a mask and see a doctor; do not go to work or school. Vaccinations are given at the community health centre where you live.",
                    "<h2>Seeing a doctor</h2>",
                    "Bring your passport and medical insurance card. If you do not understand the doctor, call the hotline on 0527-80000000 for interpretation. The emergency number is 120.",
                ),
                ("health", "foreigners"),
            ),
            "ja": Said(
                "宿遷在住外国人の皆様への健康のお知らせ",
                "感染症の予防、ワクチン接種、受診の際の医療保険について、外国人の方にお知らせします。",
                (
                    "季節の変わり目は感染症が増えます。次のことにご注意ください。",
                    "<h2>予防</h2>",
                    "こまめに手を洗い、換気をしてください。熱があるときはマスクを着けて受診し、出勤や登校はお控えください。ワクチン接種はお住まいの地域の社区衛生サービスセンターで受けられます。",
                    "<h2>受診</h2>",
                    "パスポートと医療保険証をお持ちください。医師の話が分からないときは、ホットライン0527-80000000に電話し、通訳をご依頼ください。救急電話は120です。",
                ),
                ("健康", "外国人"),
            ),
            "ko": Said(
                "쑤첸 거주 외국인 건강 안내",
                "외국인을 위한 감염병 예방, 예방접종, 진료 때의 의료보험에 관한 안내입니다.",
                (
                    "환절기에는 감염병이 늘어납니다. 다음 사항에 유의해 주십시오.",
                    "<h2>예방</h2>",
                    "손을 자주 씻고 환기해 주십시오. 열이 나면 마스크를 쓰고 진료를 받으시고 출근이나 등교를 삼가 주십시오. 예방접종은 거주지 지역사회 보건센터에서 받을 수 있습니다.",
                    "<h2>진료</h2>",
                    "여권과 의료보험증을 가져오십시오. 의사의 말을 알아듣기 어려우면 핫라인 0527-80000000에 전화하여 통역을 요청해 주십시오. 응급 전화는 120입니다.",
                ),
                ("건강", "외국인"),
            ),
        },
    ),
    ForeignText(
        "inviting-foreigners",
        30,
        Said(
            "外国人收到邀请函后的签证办理提示",
            "说明收到邀请函以后怎样申请签证、入境后要办哪些手续。",
            (
                "收到本市单位的邀请函以后，请向所在国家的中国驻外使领馆申请签证。",
                "<h2>材料</h2>",
                "<ul><li>有效期6个月以上的护照</li><li>邀请函</li><li>申请表和照片</li></ul>",
                "<h2>入境以后</h2>",
                "住酒店的，酒店代办住宿登记；住在别处的，请在24小时以内到派出所登记。停留期限以签证为准。",
            ),
            ("签证", "邀请函"),
        ),
        {
            "en": Said(
                "Applying for a visa with an invitation letter",
                "How to apply for a visa once you have an invitation letter, and what to do after you arrive.",
                (
                    "When you have an invitation letter from an organisation in Suqian, apply for a visa at one of the Chinese embassies and consulates in your country.",
                    "<h2>What to bring</h2>",
                    "<ul><li>A passport valid for 6 months or more</li><li>The invitation letter</li><li>The application form and a photograph</li></ul>",
                    "<h2>After you arrive</h2>",
                    "Hotels complete the accommodation registration for you. If you stay elsewhere, register at the local police office within 24 hours. You may stay as long as your visa says.",
                ),
                ("visa", "invitation letter"),
            ),
            "ja": Said(
                "招聘状を受け取った後のビザ申請のご案内",
                "招聘状を受け取った後のビザの申請方法と、入国後の手続きをご案内します。",
                (
                    "宿遷市の機関から招聘状を受け取ったら、お国にある中国の在外公館でビザを申請してください。",
                    "<h2>必要書類</h2>",
                    "<ul><li>有効期間が6か月以上あるパスポート</li><li>招聘状</li><li>申請書と写真</li></ul>",
                    "<h2>入国後</h2>",
                    "ホテルにお泊まりの場合は、ホテルが宿泊登記を行います。それ以外の場所にお泊まりの場合は、24時間以内に派出所で登記してください。滞在期間はビザの記載のとおりです。",
                ),
                ("ビザ", "招聘状"),
            ),
        },
    ),
    ForeignText(
        "apec-cards",
        28,
        Said(
            "APEC商务旅行卡申办须知",
            "说明哪些企业人员可以申办APEC商务旅行卡、怎样申办和使用。",
            (
                "APEC商务旅行卡供经常往来亚太地区的企业人员使用，有效期5年。",
                "<h2>条件</h2>",
                "在本市企业工作满1年，业务往来稳定，没有违法记录。",
                "<h2>办理</h2>",
                "由企业向市外办提出申请，市外办在5个工作日以内审核上报。持卡出入境时须同时带护照。",
            ),
            ("旅行卡", "企业"),
        ),
        {
            "en": Said(
                "How to apply for an APEC Business Travel Card",
                "Who may hold an APEC Business Travel Card, how a company applies, and how the card is used.",
                (
                    "The APEC Business Travel Card is for company staff who often travel in the Asia-Pacific region. It is valid for 5 years.",
                    "<h2>Who may apply</h2>",
                    "Staff who have worked for a company in Suqian for 1 year or more, with steady business abroad and no record of offences.",
                    "<h2>How to apply</h2>",
                    "The company applies to the Suqian Foreign Affairs Office, which checks the application and sends it on within 5 working days. Carry your passport together with the card at the border.",
                ),
                ("travel card", "companies"),
            ),
            "ja": Said(
                "APEC・ビジネス・トラベル・カード申請のご案内",
                "APEC・ビジネス・トラベル・カードを申請できる方、申請の方法と使い方をご案内します。",
                (
                    "APEC・ビジネス・トラベル・カードは、アジア太平洋地域を頻繁に往来する企業の方のためのもので、有効期間は5年です。",
                    "<h2>条件</h2>",
                    "宿遷市の企業に1年以上勤務し、取引が安定しており、違法行為の記録がないこと。",
                    "<h2>手続き</h2>",
                    "企業が宿遷市外事弁公室に申請し、同弁公室が5営業日以内に審査して上申します。出入国の際はパスポートも併せてお持ちください。",
                ),
                ("トラベル・カード", "企業"),
            ),
        },
    ),
)
