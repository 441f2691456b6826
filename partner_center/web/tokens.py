"""Tokens of links that are sent to people: nobody can guess one, and nobody finds one here.

What is stored is a digest: whoever reads the database, or a copy of it, can open no link.
"""

import hashlib
import secrets

_BYTES = 32


def new_token() -> tuple[str, str]:
    """A token for a link, of 256 random bits, and the digest to keep of it."""
    token = secrets.token_urlsafe(_BYTES)
    return token, digest(token)


def digest(token: str) -> str:
    """What is kept of a token, in hexadecimal. It needs no salt and no slow hash: a token is no password."""
    return hashlib.sha256(token.encode()).hexdigest()
