"""What account managers report about demo opportunities, by phase, in English and Chinese. Pure data.

`{product}` is replaced by the first product of the opportunity, `{rival}` by the competitor who won it.
"""

from opportunities.demo.words import Language
from opportunities.progress import LostReason, Phase

DETAILS: dict[Language, dict[Phase, tuple[str, ...]]] = {
    "en": {
        Phase.INITIAL_CONTACT: (
            "First call with the head of IT. They look for {product} and compare three suppliers.",
            "Visited the customer. The budget round is in autumn, and {product} is on the list.",
            "Met at the trade fair. They asked for a short presentation about {product}.",
            "Called again. The project leader is new, so we start from the beginning next week.",
        ),
        Phase.REQUIREMENT_CONFIRMED: (
            "Requirement list received: 40 machines, recovery within four hours, data stays in the country.",
            "Walked through the numbers together. {product} must grow by a third within two years.",
            "Sizing agreed with their administrator. Open: who pays for the migration itself.",
            "They confirmed the scope in writing and named a project leader.",
        ),
        Phase.SOLUTION_VALIDATION: (
            "Workshop with two of their architects. {product} fits; the link to the data centre is open.",
            "Presented the architecture. Security asked for encryption with keys of their own.",
            "Price model explained. They want to compare monthly payment with three years in advance.",
            "Answered 62 questions of the questionnaire. Two answers about {product} are still missing.",
        ),
        Phase.TESTING: (
            "The test environment runs since Monday. Import of the old data is slower than planned.",
            "Load test with 800 users passed. The restore test follows on Thursday.",
            "Their team tests {product} alone now. Two questions a day, all answered.",
        ),
        Phase.BUSINESS_NEGOTIATION: (
            "Offer sent for 36 months. Purchasing asks for a better price on {product}.",
            "Second round with purchasing. Terms of payment are agreed, the discount is not.",
            "The legal department has our contract. They expect to be through in ten days.",
            "Verbal yes from the managing director. The order has to pass the board.",
        ),
        Phase.CONTRACT_SIGNED: (
            "Contract signed by both sides. Kick-off with operations is next week.",
            "The signed contract arrived today. They start with {product}, the rest follows in a month.",
        ),
        Phase.IN_SERVICE: (
            "Migration finished over the weekend without trouble. The first invoice is paid.",
            "{product} is in daily use. Handed over to the service team.",
        ),
        Phase.SUSPENDED: (
            "All projects are frozen until the new management is in place. We call after the board meeting.",
            "The customer moves offices first. They come back to us in about two months.",
        ),
    },
    "zh": {
        Phase.INITIAL_CONTACT: (
            "与 IT 负责人首次通话，客户计划采购{product}，正在比较三家供应商。",
            "上门拜访，客户秋季做预算，{product}已列入计划。",
            "展会上接触，客户希望我们做一次{product}介绍。",
        ),
        Phase.REQUIREMENT_CONFIRMED: (
            "收到需求清单：40 台主机，四小时内恢复，数据不出境。",
            "与客户一起核对了用量，{product}两年内要扩容三分之一。",
            "客户书面确认了范围，并指定了项目负责人。",
        ),
        Phase.SOLUTION_VALIDATION: (
            "与客户两位架构师研讨方案，{product}满足要求，专线接入待定。",
            "讲解了整体架构，安全部门要求使用自有密钥加密。",
            "说明了计费方式，客户想比较包月和三年预付。",
        ),
        Phase.TESTING: (
            "测试环境周一上线，历史数据导入比预期慢。",
            "800 用户压力测试通过，周四做恢复测试。",
        ),
        Phase.BUSINESS_NEGOTIATION: (
            "已发送三年期报价，采购希望{product}再优惠一些。",
            "合同在客户法务审核，预计十天内完成。",
            "总经理口头同意，订单需经董事会批准。",
        ),
        Phase.CONTRACT_SIGNED: ("双方已签合同，下周召开项目启动会。",),
        Phase.IN_SERVICE: ("周末顺利完成迁移，首张账单已支付，转服务团队跟进。",),
        Phase.SUSPENDED: ("客户管理层调整，项目全部暂停，董事会后再联系。",),
    },
}

LOST: dict[Language, dict[LostReason, str]] = {
    "en": {
        LostReason.PRICE: "They took the cheaper offer. Our price for {product} was 12% higher.",
        LostReason.COMPETITOR: "{rival} won. They offered the migration free of charge.",
        LostReason.NO_BUDGET: "The budget was cut. They keep the old machines for another year.",
        LostReason.NOT_RESPONDING: "No answer to four calls and two letters. We close this one.",
        LostReason.ON_PREMISES: "The new director wants everything in the own data centre.",
        LostReason.PROJECT_STOPPED: "The project was stopped after the merger.",
    },
    "zh": {
        LostReason.PRICE: "客户选择了更便宜的报价，我们的{product}贵 12%。",
        LostReason.COMPETITOR: "{rival}中标，对方免费提供迁移服务。",
        LostReason.NO_BUDGET: "预算被削减，旧设备再用一年。",
        LostReason.NOT_RESPONDING: "四次电话、两封邮件均无回复，关闭此商机。",
        LostReason.ON_PREMISES: "新任总监要求全部留在自有机房。",
        LostReason.PROJECT_STOPPED: "公司合并后项目终止。",
    },
}

EXCHANGE_NOTES: dict[Language, tuple[str, ...]] = {
    "en": ("Two hours with three of their engineers.", "Online, recording sent.", ""),
    "zh": ("与三位工程师交流两小时。", "线上交流，已发送录像。", ""),
}

TEST_NOTES: dict[Language, tuple[str, ...]] = {
    "en": ("Test data of last year, 1.2 TB.", "Restore of one branch within 40 minutes.", ""),
    "zh": ("使用去年的测试数据，1.2 TB。", "单个门店 40 分钟内恢复。", ""),
}

VOIDED: dict[Language, str] = {
    "en": "Entered twice: the customer's other opportunity goes on.",
    "zh": "重复录入，以该客户的另一条商机为准。",
}
REOPENED: dict[Language, str] = {
    "en": "The customer called: the other supplier withdrew, and they want our offer again.",
    "zh": "客户来电：原供应商退出，希望我们重新报价。",
}
