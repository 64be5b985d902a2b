"""Notices of the demo office for foreigners, in Chinese and in our own words in other languages."""

from mingchuang.web.demo.foreign_texts import ForeignText, Said

NOTICES: tuple[ForeignText, ...] = (
    ForeignText(
        "notices",
        26,
        Said(
            "外国人住宿登记须知",
            "说明外国人在宿居住怎样办理住宿登记。",
            (
                "外国人在宿居住，应当在入住后24小时以内办理住宿登记。",
                "住酒店的由酒店代办；住在亲友家或者租房的，本人或者留宿人带护照和租房合同到派出所登记。",
                "搬家、换护照或者换签证以后，请重新登记。",
            ),
            ("住宿登记", "外国人"),
        ),
        {
            "en": Said(
                "Accommodation registration for foreigners",
                "How foreigners who live in Suqian complete their accommodation registration.",
                (
                    "Foreigners who stay in Suqian must complete accommodation registration within 24 hours of moving in.",
                    "Hotels do this for their guests. If you stay with friends or rent a home, you or your host should take your passport and the rental contract to the local police office.",
                    "Register again after you move, or when you have a new passport or visa.",
                ),
                ("accommodation registration", "foreigners"),
            ),
        },
    ),
    ForeignText(
        "notices",
        24,
        Said(
            "签证和居留许可到期提醒",
            "提醒外国人在签证和居留许可到期以前办理延期。",
            (
                "请留意签证和居留许可上的日期。需要延期的，应当在到期7日以前到出入境窗口申请。",
                "逾期停留会被处罚，并影响以后入境。",
                "咨询请拨打热线0527-80000000。",
            ),
            ("签证", "居留许可"),
        ),
        {
            "en": Said(
                "Reminder: renew your visa and residence permit in time",
                "Foreigners should renew a visa or residence permit before it runs out.",
                (
                    "Check the dates on your visa and residence permit. If you need to stay longer, apply at the visa counter at least 7 days before they run out.",
                    "Staying on without a permit is punished and makes it harder to return.",
                    "For questions, call the hotline on 0527-80000000.",
                ),
                ("visa", "residence permit"),
            ),
            "ko": Said(
                "비자와 거류허가 만료 안내",
                "외국인은 비자와 거류허가가 만료되기 전에 연장을 신청해 주십시오.",
                (
                    "비자와 거류허가의 날짜를 확인해 주십시오. 연장이 필요하면 만료 7일 전까지 출입국 창구에 신청해 주십시오.",
                    "기한을 넘겨 머무르면 처벌을 받고 이후 입국에도 영향이 있습니다.",
                    "문의는 핫라인 0527-80000000으로 전화해 주십시오.",
                ),
                ("비자", "거류허가"),
            ),
        },
    ),
    ForeignText(
        "notices",
        22,
        Said(
            "外国人换领驾驶证须知",
            "说明持境外驾驶证的外国人怎样换领中国驾驶证。",
            (
                "持有境外驾驶证的外国人，可以到车辆管理所申请换领。",
                "请带护照、居留许可、住宿登记凭证、驾驶证及中文译本和体检证明。需要参加科目一考试。",
                "办理窗口工作日9:00至17:00开放。",
            ),
            ("驾驶证", "外国人"),
        ),
        {
            "en": Said(
                "Exchanging a foreign driving licence",
                "How foreigners with a driving licence from abroad obtain a Chinese one.",
                (
                    "Foreigners who hold a driving licence from abroad may apply at the vehicle administration office for a Chinese one.",
                    "Bring your passport, residence permit, accommodation registration slip, licence with a Chinese translation, and a medical certificate. You will take a theory test.",
                    "The counter is open from 9:00 to 17:00 on working days.",
                ),
                ("driving licence", "foreigners"),
            ),
        },
    ),
    ForeignText(
        "emergency",
        20,
        Said(
            "台风天气外国人安全提示",
            "提醒外国人台风来临时注意安全。",
            (
                "台风来临时，请留在室内，远离门窗和广告牌，备好饮用水和手电筒。",
                "请留意天气预警。需要转移的，请听从社区工作人员安排。",
                "需要多语种帮助，请拨打热线0527-80000000。",
            ),
            ("台风", "外国人"),
        ),
        {
            "en": Said(
                "Typhoon safety for foreigners",
                "What foreigners should do when a typhoon is coming.",
                (
                    "When a typhoon is coming, stay indoors, keep away from doors, windows and signboards, and have drinking water and a torch ready.",
                    "Watch the weather warnings. If you are asked to move, follow the community staff.",
                    "For multilingual help, call the hotline on 0527-80000000.",
                ),
                ("typhoon", "foreigners"),
            ),
        },
    ),
    ForeignText(
        "notices",
        18,
        Said(
            "外国人子女入学咨询办法",
            "说明外国人子女在宿入学向哪里咨询。",
            (
                "外国人子女需要在宿入学的，请在每年6月以前向居住地教育部门咨询。",
                "请准备护照、居留许可和此前的在校证明。市外办可以提供翻译帮助。",
            ),
            ("入学", "外国人"),
        ),
        {
            "en": Said(
                "School places for foreign children: where to ask",
                "Where foreigners can ask about a school place for their children in Suqian.",
                (
                    "Foreigners who need a school place for a child in Suqian should ask the education authority where they live before June each year.",
                    "Have your passport, residence permit and a certificate from the last school ready. The Suqian Foreign Affairs Office can help with translation.",
                ),
                ("schools", "foreigners"),
            ),
        },
    ),
    ForeignText(
        "notices",
        16,
        Said(
            "国际友好城市青少年交流报名通知",
            "国际友好城市青少年交流活动开始报名。",
            (
                "今年的国际友好城市青少年交流活动面向14岁至18岁的中学生，名额30人。",
                "请通过学校报名，活动不收取费用，需要有效的护照。",
            ),
            ("友好城市", "青少年"),
        ),
        {
            "en": Said(
                "Notice: sign up for the youth exchange of our international sister cities",
                "Registration is open for the youth exchange with our international sister cities.",
                (
                    "This year's youth exchange with our international sister cities is for secondary pupils aged 14 to 18. There are 30 places.",
                    "Sign up through your school. It is free of charge. A valid passport is needed.",
                ),
                ("sister cities", "youth"),
            ),
        },
    ),
    ForeignText(
        "notices",
        12,
        Said(
            "公共场所外文标识纠错公告",
            "请在宿外国人帮助查找公共场所外文标识的错误。",
            (
                "道路、车站、医院的外文标识有错误的，欢迎外国人告诉我们。",
                "请拍下照片，说明地点，通过本站“我为网站找错”或者热线0527-80000000反映。我们在3个工作日以内答复。",
            ),
            ("标识", "翻译"),
        ),
        {
            "en": Said(
                "Help us correct foreign-language signs in public places",
                "We ask foreigners in Suqian to report mistakes on signs in public places.",
                (
                    "If a sign on a road, at a station or in a hospital has a mistake in a foreign language, we ask foreigners to tell us.",
                    "Take a photograph, say where it is, and use “Report an error” on this site or call the hotline on 0527-80000000. We answer within 3 working days.",
                ),
                ("signs", "translation"),
            ),
        },
    ),
    ForeignText(
        "notices",
        9,
        Said(
            "外国人工作许可政策问答",
            "回答外国人工作许可办理中的常见问题。",
            (
                "<h2>在宿工作要办什么手续</h2>",
                "由用人单位先申请外国人工作许可，入境后30日以内申请居留许可。",
                "<h2>换工作怎么办</h2>",
                "应当重新申请外国人工作许可，并更换居留许可。",
            ),
            ("工作许可", "外国人"),
        ),
        {
            "en": Said(
                "Work permits for foreigners: questions and answers",
                "Answers to common questions about work permits for foreigners.",
                (
                    "<h2>What do I need to work in Suqian?</h2>",
                    "Your employer first applies for a work permit for foreigners. Apply for a residence permit within 30 days of arrival.",
                    "<h2>What if I change jobs?</h2>",
                    "A new work permit for foreigners is needed, and your residence permit must be changed.",
                ),
                ("work permit", "foreigners"),
            ),
        },
    ),
)
