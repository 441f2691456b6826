"""The reference lists that an installation starts with: (code, name in English, name in Chinese), in their order.

Pure data. The command load_reference_lists stores what is missing; afterwards the lists are the operator's.
"""

from customers.models import Industry
from customers.models.reference import ReferenceEntry
from marketing.models import Product
from opportunities.models import BusinessSystem, Competitor, Provider

Names = tuple[tuple[str, str, str], ...]

INDUSTRIES: Names = (
    ("manufacturing", "Manufacturing", "制造"),
    ("electronics", "Electronics", "电子"),
    ("automotive", "Automotive", "汽车"),
    ("food", "Food and beverage", "食品饮料"),
    ("retail", "Retail", "零售"),
    ("e-commerce", "E-commerce", "电子商务"),
    ("logistics", "Transport and logistics", "交通物流"),
    ("finance", "Banking", "银行"),
    ("insurance", "Insurance", "保险"),
    ("healthcare", "Healthcare", "医疗"),
    ("biotech", "Biotechnology and pharmaceuticals", "生物医药"),
    ("education", "Education", "教育"),
    ("government", "Government", "政府"),
    ("energy", "Energy and utilities", "能源与公用事业"),
    ("construction", "Construction and real estate", "建筑与房地产"),
    ("hospitality", "Hotels and tourism", "酒店与旅游"),
    ("media", "Media and entertainment", "传媒与娱乐"),
    ("gaming", "Games", "游戏"),
    ("software", "Software and internet services", "软件与互联网服务"),
    ("agriculture", "Agriculture", "农业"),
)

BUSINESS_SYSTEMS: Names = (
    ("core-system", "Core business system", "核心业务系统"),
    ("erp", "ERP and finance", "ERP 与财务"),
    ("crm", "Customer relations", "客户关系管理"),
    ("supply-chain", "Supply chain and warehouse", "供应链与仓储"),
    ("production", "Production control", "生产管理"),
    ("web-shop", "Website and web shop", "网站与网店"),
    ("data-platform", "Data platform and reports", "数据平台与报表"),
    ("office", "Office and collaboration", "办公与协作"),
    ("backup", "Backup and archive", "备份与归档"),
    ("development", "Development and test", "开发与测试"),
    ("ai", "Artificial intelligence", "人工智能"),
    (BusinessSystem.OTHER, "Other", "其他"),
)

PROVIDERS: Names = (
    ("alibaba-cloud", "Alibaba Cloud", "阿里云"),
    ("aws", "Amazon Web Services", "亚马逊云科技"),
    ("baidu-cloud", "Baidu AI Cloud", "百度智能云"),
    ("google-cloud", "Google Cloud", "谷歌云"),
    ("huawei-cloud", "Huawei Cloud", "华为云"),
    ("azure", "Microsoft Azure", "微软 Azure"),
    ("oracle-cloud", "Oracle Cloud", "甲骨文云"),
    ("tencent-cloud", "Tencent Cloud", "腾讯云"),
    ("telecom-cloud", "Cloud of a telecom operator", "运营商云"),
    ("hosting", "Local hosting company", "本地托管服务商"),
)

COMPETITORS: Names = (
    ("alibaba-cloud", "Alibaba Cloud", "阿里云"),
    ("aws", "Amazon Web Services", "亚马逊云科技"),
    ("google-cloud", "Google Cloud", "谷歌云"),
    ("huawei-cloud", "Huawei Cloud", "华为云"),
    ("azure", "Microsoft Azure", "微软 Azure"),
    ("tencent-cloud", "Tencent Cloud", "腾讯云"),
    ("telecom-cloud", "Cloud of a telecom operator", "运营商云"),
    ("integrator", "System integrator", "系统集成商"),
    ("own-team", "The customer's own team", "客户自有团队"),
)

PRODUCTS: Names = (
    ("servers", "Virtual servers", "弹性云服务器"),
    ("bare-metal", "Bare metal servers", "裸金属服务器"),
    ("containers", "Container platform", "容器平台"),
    ("object-storage", "Object storage", "对象存储"),
    ("block-storage", "Block storage", "云硬盘"),
    ("cloud-backup", "Cloud backup", "云备份"),
    ("relational-database", "Managed relational database", "关系型数据库"),
    ("data-warehouse", "Data warehouse", "数据仓库"),
    ("content-delivery", "Content delivery", "内容分发网络"),
    ("private-line", "Private line", "云专线"),
    ("web-firewall", "Web application firewall", "Web 应用防火墙"),
    ("ai-computing", "AI computing", "AI 算力"),
)

LISTS: tuple[tuple[type[ReferenceEntry], Names], ...] = (
    (Industry, INDUSTRIES),
    (BusinessSystem, BUSINESS_SYSTEMS),
    (Provider, PROVIDERS),
    (Competitor, COMPETITORS),
    (Product, PRODUCTS),
)
