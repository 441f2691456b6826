"""Tokens of links: long, never twice the same, and not to be found in what is stored."""

from hashlib import sha256

from partner_center.web.tokens import digest, new_token


def test_a_token_has_256_random_bits_and_is_stored_as_its_digest():
    made = [new_token() for _try in range(100)]
    assert len({token for token, _digest in made}) == 100
    assert {len(token) for token, _digest in made} == {43}
    assert all(kept == digest(token) == sha256(token.encode()).hexdigest() for token, kept in made)
    assert not any(token in kept for token, kept in made)
