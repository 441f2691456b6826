"""Links in mails begin with the address under which the product was asked."""

from django.test import RequestFactory

from partner_center.web.links import site_of


def test_the_site_has_scheme_host_and_port():
    request = RequestFactory().get("/partner/", HTTP_HOST="localhost:8001", secure=True)
    assert site_of(request) == "https://localhost:8001"
