"""Links that leave the product, in mails and on paper: whole addresses."""

from django.http import HttpRequest


def site_of(request: HttpRequest) -> str:
    """Where the product stands for whoever asks, like https://partners.example; ALLOWED_HOSTS has judged the name."""
    return f"{request.scheme}://{request.get_host()}"
