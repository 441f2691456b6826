"""The counted links of a page: its tabs, and the switch between two groups."""

import re


def counted(page: str, kind: str) -> dict[str, str]:
    """What each link of the `switch` or the `tabs` is called, and what it counts."""
    found = re.search(rf'<nav class="pc-{kind}".*?</nav>', page, re.DOTALL)
    links = re.findall(r"<a [^>]*>(.*?)</a>", found[0], re.DOTALL) if found else []
    return {
        label.replace("&#x27;", "'").strip(): count
        for label, count in (
            (link.partition("<")[0], "".join(re.findall(r'<span class="pc-count-badge">([^<]*)</span>', link)))
            for link in links
        )
    }
