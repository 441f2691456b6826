"""Mails to people: plain text, sent when the change that they tell of is stored."""

from django.core.mail import send_mail
from django.db import transaction


def send_later(*, to: str, subject: str, text: str) -> None:
    """Send a mail once the transaction is committed. A mail server that is away undoes nothing: the log says so."""

    def send() -> None:
        send_mail(subject, text, None, [to])

    transaction.on_commit(send, robust=True)
