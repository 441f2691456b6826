"""When two entries mean the same customer: each of its marks brought to one form, whoever typed it and how.

Pure text; what is done with the keys stands in claims.py. A key is a digest, so that the table of claims, which spans
all tenants, names nobody.
"""

import re
import unicodedata
from hashlib import sha256

import phonenumbers

#: Words at the end of a company's name that say what kind of company it is, not which.
_FORM_WORDS = """
    ltd limited inc incorporated llc llp lp plc co company corp corporation group holding holdings gmbh mbh ag kg kgaa
    ohg ug se sa sas sasu sarl srl spa bv nv ab asa oy oyj aps ltda pte pty sdn bhd kk jsc pjsc ooo oao zao sl slu sro
    doo kft zrt and
"""
_FORMS = frozenset(_FORM_WORDS.split())
#: The same in scripts that write no spaces. Longer ones first: 有限公司 ends 股份有限公司.
_DENSE_FORMS = (
    *("股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "集团公司", "集團公司", "集团", "集團", "公司"),
    *("株式会社", "有限会社", "주식회사"),
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_JOINERS = re.compile(r"[.'\u2019\u00b7]")
_WORDS = re.compile(r"[^\W_]+")


def company_name(text: str) -> str:
    """The name without case, width, accents, punctuation, spaces and legal forms. What is only those keeps them."""
    words = _without_forms(_together(_WORDS.findall(_JOINERS.sub("", _plain(text).replace("&", " and ")))))
    return "".join(words)


def _plain(text: str) -> str:
    """Compatible forms and cases made one. Folding the case may bring a compatible form back, so twice."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", folded))).casefold()


def _together(words: list[str]) -> list[str]:
    """Letters that stand alone are one word: "S. A." is "S.A."."""
    joined: list[str] = []
    alone = False
    for word in words:
        if len(word) == 1 and alone:
            joined[-1] += word
        else:
            joined.append(word)
        alone = len(word) == 1
    return joined


def _without_forms(words: list[str]) -> list[str]:
    while words:
        shorter = _shorter(words)
        if shorter is None:
            break
        words = shorter
    return words


def _shorter(words: list[str]) -> list[str] | None:
    """The words without the legal form at their end; None if there is none, or nothing would be left."""
    *before, last = words
    if last in _FORMS and before:
        return before
    for form in _DENSE_FORMS:
        if last.endswith(form) and (before or last != form):
            rest = last.removesuffix(form)
            return [*before, rest] if rest else before
    return None


def email(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def account_name(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def registration_number(text: str) -> str:
    """Letters and digits alone: people write the same number with spaces, dashes and slashes."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).upper()))


def mobile(text: str, country: str) -> str:
    """The number as E.164, read as one of the country where it names none; else its digits."""
    try:
        number = phonenumbers.parse(unicodedata.normalize("NFKC", text), country or None)
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", text)))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
