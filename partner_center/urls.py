"""Every address of the product. The capability that a page needs stands beside its address in the app's urls.py."""

from allauth.account.views import login, logout
from django.contrib import admin
from django.urls import include, path

from accounts.views.home import account_home
from accounts.views.join import join
from accounts.views.preferences import switch_language
from accounts.views.ready import ready
from customers.views.accept import accept

urlpatterns = [
    path("", account_home, name="account_home"),
    path("signin/", login, name="account_login"),
    path("signout/", logout, name="account_logout"),
    path("language/", switch_language, name="account_language"),
    path("join/<str:token>/", join, name="account_join"),
    path("invitations/<str:token>/", accept, name="customer_accept"),
    path("ready/", ready, name="ready"),
    path("partner/", include("opportunities.urls")),
    path("partner/", include("marketing.urls")),
    path("partner/", include("customers.urls")),
    path("partner/", include("accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "partner_center.web.errors.bad_request"
handler403 = "accounts.refusals.forbidden"
handler404 = "partner_center.web.errors.not_found"
handler500 = "partner_center.web.errors.server_error"
