"""What the demo world's opportunities are about, in English and Chinese. Pure data, written for this product.

What is reported about them stands in phrases.py, who has them in parties.py.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Theme:
    """A project that a customer may have: `system` and `products` are codes of the reference lists."""

    name: str
    system: str
    type: str
    products: tuple[str, ...]
    pain_points: str
    workloads: str = ""


CORE_MIGRATION = Theme(
    "Core system migration",
    "core-system",
    "migration",
    ("servers", "relational-database", "cloud-backup"),
    "The order system runs on servers from 2017. Month-end closing takes two nights and spare parts are rare.",
    "Order system with a database of 2 TB, about 400 users in three plants",
)

ENGLISH = (
    Theme(
        "Backup for the branches",
        "backup",
        "new_business",
        ("cloud-backup", "object-storage"),
        "Each branch writes its own tapes. The last restore took four days and lost a week of invoices.",
    ),
    Theme(
        "Web shop before the season",
        "web-shop",
        "expansion",
        ("servers", "content-delivery", "web-firewall"),
        "The shop slows down as soon as a campaign starts, and carts are abandoned at the payment page.",
        "Web shop with peaks of 6,000 visitors at a time",
    ),
    Theme(
        "ERP move to the cloud",
        "erp",
        "migration",
        ("bare-metal", "relational-database"),
        "The contract of the data centre ends next year and the ERP machines are out of warranty.",
        "ERP for 350 users, finance and purchasing",
    ),
    Theme(
        "Sales reports in the morning",
        "data-platform",
        "new_business",
        ("data-warehouse", "object-storage"),
        "Reports are put together in spreadsheets. Numbers of yesterday arrive at noon, and nobody trusts them.",
    ),
    Theme(
        "Warehouse system renewal",
        "supply-chain",
        "renewal",
        ("servers", "block-storage"),
        "The subscription ends this year, and the scanners lose their connection several times a day.",
    ),
    Theme(
        "Container platform for developers",
        "development",
        "new_business",
        ("containers", "block-storage"),
        "A new test environment takes three weeks. Teams share one and wait for each other.",
    ),
    Theme(
        "Quality check with cameras",
        "ai",
        "new_business",
        ("ai-computing", "object-storage"),
        "Scratches are found by eye. One in fifty parts comes back from the customer.",
        "Eight cameras, 20 pictures a second each",
    ),
    Theme(
        "Second site for emergencies",
        "backup",
        "expansion",
        ("cloud-backup", "private-line"),
        "The auditors ask for a second site. A flood last summer stopped all sales for two days.",
    ),
    Theme(
        "Private line to the data centre",
        "core-system",
        "expansion",
        ("private-line",),
        "The connection over the internet drops during working hours, and the call centre stands still.",
    ),
    Theme(
        "Document archive",
        "office",
        "migration",
        ("object-storage",),
        "Contracts of twelve years lie in three basements. Finding one takes half a day.",
    ),
    Theme(
        "Customer portal",
        "crm",
        "new_business",
        ("servers", "relational-database", "web-firewall"),
        "Customers call for every copy of an invoice. Twelve people answer the phone all day.",
    ),
    Theme(
        "Storage renewal",
        "backup",
        "renewal",
        ("object-storage", "block-storage"),
        "Storage is 92% full, the subscription ends in spring and a larger tier is needed.",
    ),
)

CHINESE = (
    Theme(
        "门店数据备份",
        "backup",
        "new_business",
        ("cloud-backup", "object-storage"),
        "各门店各自备份，上次恢复用了四天，丢失了一周的单据。",
    ),
    Theme(
        "ERP 上云迁移",
        "erp",
        "migration",
        ("bare-metal", "relational-database"),
        "机房合同明年到期，ERP 服务器已过保，月结要跑两个通宵。",
        "ERP 用户约 350 人，含财务与采购",
    ),
    Theme(
        "经营分析平台",
        "data-platform",
        "new_business",
        ("data-warehouse", "object-storage"),
        "报表靠手工汇总，昨天的数据中午才出来，各部门口径不一致。",
    ),
    Theme(
        "大促期间网店扩容",
        "web-shop",
        "expansion",
        ("servers", "content-delivery", "web-firewall"),
        "大促一开始网店就变慢，客户在支付页面大量流失。",
        "网店峰值在线约 6000 人",
    ),
    Theme(
        "研发容器平台",
        "development",
        "new_business",
        ("containers", "block-storage"),
        "申请一套测试环境要三周，多个小组共用一套，互相等待。",
    ),
    Theme(
        "视觉质检",
        "ai",
        "new_business",
        ("ai-computing", "object-storage"),
        "划痕靠人工目检，每五十件就有一件被客户退回。",
    ),
    Theme(
        "仓储系统续订",
        "supply-chain",
        "renewal",
        ("servers", "block-storage"),
        "订阅年内到期，扫码枪每天多次掉线，希望续订并升级规格。",
    ),
    Theme(
        "异地容灾",
        "backup",
        "expansion",
        ("cloud-backup", "private-line"),
        "审计要求建设第二站点，去年夏天停电导致业务中断两天。",
    ),
)

THEMES: dict[Language, tuple[Theme, ...]] = {"en": ENGLISH, "zh": CHINESE}

DECISION_MAKERS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        ("Helen Zhao", "Chief Information Officer"),
        ("Victor Lam", "Head of IT"),
        ("Grace Sun", "Purchasing manager"),
        ("Daniel Koh", "Managing director"),
    ),
    "zh": (("赵海燕", "信息总监"), ("林国强", "IT 经理"), ("孙丽", "采购经理"), ("高建华", "总经理")),
}

NEXT_STEPS: dict[Language, tuple[str, ...]] = {
    "en": (
        "Send the revised offer",
        "Workshop with their architects",
        "Call the purchasing manager",
        "Hand over the test report",
    ),
    "zh": ("发送修订后的报价", "与客户架构师研讨方案", "致电采购经理", "提交测试报告"),
}

NOTES: dict[Language, tuple[str, ...]] = {
    "en": (
        "The fiscal year ends in March; nothing is ordered in the last two weeks of it.",
        "They prefer to talk in the afternoon.",
        "",
    ),
    "zh": ("客户财年三月结束，最后两周不下单。", "客户习惯下午沟通。", ""),
}
