"""All settings, from the environment, safe by default. README lists the variables."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from partner_center import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

DEBUG = environment.switch("DEBUG")
SECRET_KEY = environment.secret("SECRET_KEY", kept_in=VAR / "secret-key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
#: Plain http on loopback: the one relaxation, set by `make run` and the tests.
INSECURE_HTTP = environment.switch("INSECURE_HTTP")
if DEBUG and not set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
    raise ImproperlyConfigured("DEBUG is 1 while ALLOWED_HOSTS names a public host. Set DEBUG to 0.")
if INSECURE_HTTP and not set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
    raise ImproperlyConfigured("INSECURE_HTTP is for loopback only. Take it out, or set ALLOWED_HOSTS to 127.0.0.1.")

INSTALLED_APPS = [
    # First: jobs are declared to it while the others get ready.
    "procrastinate.contrib.django",
    "partner_center",
    "opportunities",
    "marketing",
    "customers",
    "accounts",
    "accounts.admin_config.OperationsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
]

# The order is the argument: what needs no database answers first, then one transaction spans all the rest.
MIDDLEWARE = [
    "partner_center.web.origin.remember_origin",
    "partner_center.web.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "partner_center.web.middleware.live",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Refusals too are read by somebody, and the thread has just answered somebody else.
    "django.middleware.locale.LocaleMiddleware",
    "partner_center.web.intake.refuse_unreadable",
    "accounts.middleware.record_denials",
    "partner_center.web.middleware.refuse_other_sites",
    "partner_center.web.middleware.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.clear_the_browser",
    "accounts.middleware.enter_tenant",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SignInFirst",
    "accounts.middleware.speak_the_language",
    "accounts.middleware.DeclaredAccess",
    "accounts.unexpected.UnexpectedFields",
    "accounts.middleware.RevealLimits",
]

ROOT_URLCONF = "partner_center.urls"
WSGI_APPLICATION = "partner_center.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database -------------------------------------------------------------------------------------------------


def _database(variable: str, embedded_user: str) -> dict[str, Any]:
    """The server that the variable names, or the embedded one as the given role."""
    url = environment.text(variable) or environment.text("DATABASE_URL")
    if url:
        found = dict(dj_database_url.parse(url))
        if found["ENGINE"] != "django.db.backends.postgresql":
            raise ImproperlyConfigured(
                f"{variable} must begin with postgresql:// because this product needs PostgreSQL."
            )
        return found
    return {"ENGINE": "partner_center.postgres", "NAME": "partner_center", "USER": embedded_user}


#: "transaction" behind PgBouncer: no pool of our own in front of it, no cursor that outlives a transaction.
POOLER = environment.one_of("DATABASE_POOLER", ("", "transaction"), "")
DATABASES = {
    # Serves requests: no DDL, rights granted table by table.
    "default": {
        **_database("DATABASE_URL", "pc_app"),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": POOLER == "transaction",
        "OPTIONS": {
            "connect_timeout": 3,
            "tcp_user_timeout": 5000,
            **({} if POOLER else {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}}),
        },
    },
    # Migrates: owns the tables. `manage.py migrate` uses it by itself.
    "owner": {**_database("DATABASE_OWNER_URL", "pc_owner"), "OPTIONS": {"connect_timeout": 3}},
}

CACHES = {
    # Rate limits must hold across worker processes, so the cache is a table.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
}

# --- Who ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.MemberBackend"]
# OWASP's argon2id parameters: Django's own (100 MiB, 8 lanes) let five sign-ins a second stop a small machine.
PASSWORD_HASHERS = ["accounts.backend.LeanArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_ADAPTER = "accounts.adapter.MemberAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("TRUSTED_PROXIES", "0"))

# --- Sessions, cookies, transport -----------------------------------------------------------------------------

#: In seconds: a session ends so long after the last thing done in it, and so long after signing in (R33).
SESSION_IDLE = 30 * 60
SESSION_LONGEST = 12 * 60 * 60
# The row outlives the session, so that whoever comes back after a weekend is still known as who typed what is sent now.
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_NAME = "session" if INSECURE_HTTP else "__Host-session"
CSRF_COOKIE_NAME = "csrf" if INSECURE_HTTP else "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not INSECURE_HTTP
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "accounts.unsent.outdated_form"
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^(live|ready)/$"]
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_HSTS_PRELOAD = not INSECURE_HTTP
if environment.switch("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
# Uploads stay in memory, never on a disk; what is larger is refused (partner_center/web/intake.py).
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_308_416

# --- Pages ----------------------------------------------------------------------------------------------------

_LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # The outermost loader finds "list.html#results"; without it every fragment is a template not found.
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.chrome",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "template_partials.templatetags.partials",
                "partner_center.web.templatetags.ui",
                "partner_center.web.templatetags.formats",
            ],
        },
    },
]
FORM_RENDERER = "partner_center.web.forms.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("img", BASE_DIR / "static" / "img")]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "partner_center.web.assets.AssetFinder",
    "partner_center.web.vendored.VendoredFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# The files are for our own pages; WhiteNoise would offer them to scripts of every site.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language, time, mail, logs -------------------------------------------------------------------------------

LANGUAGE_CODE = environment.one_of("LANGUAGE_CODE", ("en", "zh-hans"), "en")
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = environment.text("TIME_ZONE", "UTC")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError) as error:
    raise ImproperlyConfigured(f"TIME_ZONE is {TIME_ZONE!r}. Set a name like Asia/Shanghai.") from error
USE_TZ = True

#: A mail server, like smtp+tls://user:password@mail.example.com:587?from=partner-center@example.com; without one, mails
#: become files.
_MAIL = environment.mail_server("EMAIL_URL")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = _MAIL.get("host", ""), _MAIL.get("port", 0)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.get("user", ""), _MAIL.get("password", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("tls", False), _MAIL.get("ssl", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _MAIL.get("from", "partner-center@localhost")
#: The end of each mail's own id.
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "partner_center.web.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(request_id)s %(name)s %(message)s",
        }
    },
    "filters": {"request": {"()": "partner_center.web.origin.StampId"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A form with faults (422) or a wrong address (404) is no news for whoever runs the machine.
    "loggers": {"django.request": {"level": "ERROR"}},
}

#: What this product is called, where a translation is not to be had (titles of the admin site).
PRODUCT_NAME = _("Partner Center")
