"""What a column of a file can be, and the words by which it is known: in each language of ours, and in other files."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.forms.preregistration import PreregisterForm

#: The customer's ID finds a customer that there is; all the rest is what the form of one customer asks.
NUMBER = "number"
FIELDS: Mapping[str, str | Promise] = MappingProxyType(
    {NUMBER: _("Customer ID"), **{name: field.label or "" for name, field in PreregisterForm.base_fields.items()}}
)

#: What other programs call them, besides our own labels in every language of ours.
_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        NUMBER: "id, customer no, customer number, cus id, 客户编号, 客户id, 编号",
        "kind": "customer type, 类型, 客户类型",
        "name": "name, customer, customer name, company, organisation, organization, firma, kunde, 客户名称, 公司名称,"
        " 企业名称, 单位名称, 名称, 客户",
        "country": "country, region, country code, 国家, 地区, 国家地区, 国家或地区",
        "registration_number": "registration no, reg no, company number, tax id, vat, vat id, uscc, 统一社会信用代码,"
        " 信用代码, 注册号, 税号, 营业执照号",
        "industry": "sector, branch, customer industry, 行业, 所属行业, 客户行业",
        "account_name": "account, account name, login, 账号, 客户账号, 帐号, 账户名",
        "contact_name": "contact name, contact person, person, 联系人, 联系人姓名, 姓名",
        "mobile": "phone, phone number, tel, telephone, cell, mobile phone, mobile number, 手机, 手机号, 手机号码,"
        " 电话, 联系电话",
        "email": "mail, email address, 邮箱, 电子邮箱, 电子邮件, 邮件",
        "website": "web, site, url, homepage, 网站, 网址, 官网",
        "needs": "need, requirement, requirements, demand, 需求, 客户需求",
        "remarks": "remark, note, notes, comment, comments, 备注, 说明",
        "account_manager": "owner, manager, sales, sales rep, user name, 客户经理, 负责人",
    }
)


def folded(text: str) -> str:
    """Without case, spaces and punctuation: "E-Mail " is "email"."""
    return "".join(filter(str.isalnum, text.casefold()))


def guess(header: Sequence[str]) -> dict[str, int]:
    """Which column is which field, as its heading says; no column is two fields."""
    found: dict[str, int] = {}
    known = _known()
    for column, heading in enumerate(header):
        name = known.get(folded(heading))
        if name and name not in found:
            found[name] = column
    return found


def _known() -> dict[str, str]:
    known = {folded(word): name for name, words in _OTHERS.items() for word in words.split(",")}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {folded(str(label)): name for name, label in FIELDS.items()}
    return known
