"""Mozilla's HTTP Observatory, as far as one answer tells: 100, and points more or less for each header.

135 is the most; five of them are for being built into browsers as https-only, which no product can do by itself.
Stricter than the original in one rule: a policy without base-uri earns nothing. It would let a stored
`<base href>` lead every relative address elsewhere.
"""

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie

UNSAFE = re.compile(r"'unsafe-|\*|\bhttps?:(?!//)")
HALF_A_YEAR = 15_768_000
MUST_NAME = ("base-uri", "form-action", "frame-ancestors")


def score(headers: Mapping[str, str], cookies: SimpleCookie, page: str) -> dict[str, int]:
    """Points by rule. `cookies` are those of the whole visit, `page` what came in the body."""
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers.get("Content-Security-Policy", "").split(";") if part
    )
    return {
        "base": 100,
        "content security policy": _policy(policy),
        "cookies": _cookies(cookies),
        "cross-origin sharing": -50 if "Access-Control-Allow-Origin" in headers else 0,
        "referrer policy": 5 if headers.get("Referrer-Policy") in {"same-origin", "no-referrer"} else 0,
        "https only": _https_only(headers.get("Strict-Transport-Security", "")),
        "scripts' hashes": _scripts(page),
        "content type": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": 5 if policy.get("frame-ancestors") == "'none'" else -20,
        "resource policy": 0 if headers.get("Cross-Origin-Resource-Policy") == "same-origin" else -5,
    }


def _policy(policy: Mapping[str, str]) -> int:
    if not policy:
        return -25
    sources = " ".join(value for name, value in policy.items() if name.startswith(("script", "style", "default")))
    if UNSAFE.search(sources) or "data:" in sources:
        return -20
    tight = policy.get("default-src") == "'none'" and all(name in policy for name in MUST_NAME)
    return 10 if tight else 0


def _cookies(cookies: SimpleCookie) -> int:
    guarded = [bool(found["secure"] and found["httponly"] and found["samesite"]) for found in cookies.values()]
    return (5 if all(guarded) else -20) if guarded else 0


def _https_only(said: str) -> int:
    found = re.search(r"max-age=(\d+)", said)
    return 0 if found and int(found[1]) >= HALF_A_YEAR and "includeSubDomains" in said else -20


def _scripts(page: str) -> int:
    tags = re.findall(r"<script\b[^>]*\bsrc=[^>]*>", page)
    if any(re.search(r'src="(?!/(?!/))', tag) for tag in tags):
        return -50
    return 5 if tags and all('integrity="sha384-' in tag for tag in tags) else 0
