"""The one settings module; every value that differs between installations comes from the environment."""

import os
import platform
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from mingchuang.config import environment, logs
from mingchuang.rules import division_periods
from mingchuang.rules.requests import periods
from mingchuang.rules.requests.retention import PERSONAL_DATA_YEARS
from mingchuang.rules.requests.turning import LEAST_APPLICANTS

DATA_DIR = environment.data_dir()
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
DEBUG = environment.flag("MINGCHUANG_DEBUG")
TESTING = "pytest" in sys.modules
SECRET_KEY = environment.secret("django_key")
PERSONAL_DATA_KEY = environment.secret("personal_data_key")
PERSONAL_DATA_RETIRED_KEYS = environment.retired_secrets("personal_data_key")
ALLOWED_HOSTS = [
    host
    for host in {urlsplit(PUBLIC_URL).hostname, "127.0.0.1", "localhost", "[::1]"}
    | set(filter(None, os.environ.get("MINGCHUANG_HOSTS", "").split(",")))
    if host
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "mingchuang.base.accounts.resending.token_refused"
TRUSTED_PROXIES = environment.words("TRUSTED_PROXIES")
"""Addresses of our own reverse proxies, whose X-Forwarded-For and -Proto are believed."""

PUBLIC_REQUESTS_PER_SECOND = environment.number("MINGCHUANG_PUBLIC_REQUESTS_PER_SECOND", 0 if TESTING else 20)
API_REQUESTS_PER_SECOND = environment.number("MINGCHUANG_API_REQUESTS_PER_SECOND", 0 if TESTING else 10)
"""What one address may ask the application for (search, forms, files; the interface); 0 for no limit."""

REQUEST_PERSONAL_DATA_YEARS = environment.whole_number(
    "MINGCHUANG_REQUEST_PERSONAL_DATA_YEARS", PERSONAL_DATA_YEARS, least=1
)
DIVISION_WORKDAYS = environment.whole_number(
    "MINGCHUANG_DIVISION_WORKDAYS", division_periods.USUAL_WORKDAYS, least=1
)
ANNUAL_REPORT_DAY = min(environment.whole_number("MINGCHUANG_ANNUAL_REPORT_DAY", 31, least=1), 31)
"""The day in January by which the annual report is handed in and published; cities may set an earlier one."""

RECORD_CORRECTION_WORKDAYS = environment.whole_number(
    "MINGCHUANG_RECORD_CORRECTION_WORKDAYS", periods.RECORD_CORRECTION_WORKDAYS, least=1
)
"""For how long after closing the personal data of a request for disclosure is kept."""

REQUEST_SUGGESTS_PUBLISHING_FROM = environment.whole_number(
    "MINGCHUANG_REQUEST_SUGGESTS_PUBLISHING_FROM", LEAST_APPLICANTS, least=2
)
"""How many different applicants for the same information make the desk suggest publishing it."""

REQUEST_SIGNERS_DIFFER = environment.flag("MINGCHUANG_REQUEST_SIGNERS_DIFFER", default=True)
"""Whether the signatures on a reply must come from different people; the Regulation is silent."""

INSTALLED_APPS = [
    "mingchuang.base.accounts",
    "mingchuang.base.audit",
    "mingchuang.base.calendars",
    "mingchuang.base.design",
    "mingchuang.base.feed",
    "mingchuang.base.files",
    "mingchuang.base.identity",
    "mingchuang.base.jobs",
    "mingchuang.base.lookups",
    "mingchuang.base.notify",
    "mingchuang.base.numbering",
    "mingchuang.base.outbox",
    "mingchuang.base.personal",
    "mingchuang.base.search",
    "mingchuang.base.triggers",
    "mingchuang.publishing",
    "mingchuang.casework",
    "mingchuang.casework.letters",
    "mingchuang.casework.site_errors",
    "mingchuang.disclosure",
    "mingchuang.disclosure.annual_report",
    "mingchuang.disclosure.requests",
    "mingchuang.disclosure.record_corrections",
    "mingchuang.web",
    "django_tasks",
    "django_tasks_db",
    "django_cotton",
    "django_htmx",
    "django_prose_editor",
    "tree_queries",
    "django_tables2",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "mingchuang.config.middleware.RequestId",
    "mingchuang.config.middleware.PermissionsPolicy",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mingchuang.config.middleware.FairShare",
    "mingchuang.config.middleware.ShortAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingchuang.config.middleware.AddressLanguage",
    "django.middleware.common.CommonMiddleware",
    "mingchuang.config.middleware.FormsOnly",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mingchuang.base.accounts.middleware.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mingchuang.base.accounts.middleware.DeskGuard",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mingchuang.config.urls"
WSGI_APPLICATION = "mingchuang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "mingchuang.base.design.context_processors.desk",
                "mingchuang.web.help.context_processors.help_link",
            ],
        },
    }
]

FORM_RENDERER = "mingchuang.base.design.renderer.HouseRenderer"
DJANGO_TABLES2_TEMPLATE = "django_tables2/house.html"
# A component sees its own attributes only: a page's `title` must not leak into a notice.
COTTON_ISOLATE_BY_DEFAULT = True

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'mingchuang.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=None)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # 16 MiB of pages are kept: walking a table by an index comes back to the same ones again and again.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-16384;",
    }
else:
    # Compiling a statement first costs a second and is won back by none of ours.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/account/login/"

ACCOUNT_ADAPTER = "mingchuang.base.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # counted by axes, which tells when to try again
ACCOUNT_FORMS = {
    "login": "mingchuang.base.accounts.sign_in_forms.SignInForm",
    "change_password": "mingchuang.base.accounts.sign_in_forms.OwnPasswordForm",
    "reauthenticate": "mingchuang.base.accounts.sign_in_forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "mingchuang.base.accounts.sign_in_forms.SecondFactorForm",
    "reauthenticate": "mingchuang.base.accounts.sign_in_forms.CodeAgainForm",
    "activate_totp": "mingchuang.base.accounts.sign_in_forms.SetUpCodeForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ADAPTER = "mingchuang.base.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "mingchuang.base.accounts.lockout.attempted_username"
AXES_CLIENT_IP_CALLABLE = "mingchuang.base.accounts.clients.client_ip"
AXES_LOCKOUT_CALLABLE = "mingchuang.base.accounts.lockout.locked_response"
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]
AXES_VERBOSE = False

SESSION_IDLE_LIMIT = timedelta(minutes=int(os.environ.get("MINGCHUANG_SESSION_IDLE_MINUTES", "30")))
SESSION_ABSOLUTE_LIMIT = timedelta(hours=int(os.environ.get("MINGCHUANG_SESSION_HOURS", "10")))
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE_LIMIT.total_seconds())  # the row; the cookie ends with the browser

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English"), ("ja", "日本語"), ("ko", "한국어")]
USE_I18N = True
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
FILES_ROOT = DATA_DIR / "files"
LETTER_FONTS = Path(os.environ.get("MINGCHUANG_FONTS") or DATA_DIR / "fonts")
ARCHIVES_ROOT = DATA_DIR / "archives"
ARCHIVES_KEPT = max(1, int(os.environ.get("MINGCHUANG_ARCHIVES_KEPT", "3")))
"""How many archives of the public site stay on disk."""
SITE_ROOT = Path(os.environ.get("MINGCHUANG_SITE_ROOT") or DATA_DIR / "site")
"""Where this host keeps the baked public site; every host bakes its own."""
BAKING = environment.flag("MINGCHUANG_BAKING", default=not TESTING)
"""Whether the job worker of this host bakes the public site."""
BAKE_HOST = os.environ.get("MINGCHUANG_HOST_NAME") or platform.node()
"""What this host is called where bakers are listed."""
ACCEPT_FOREIGN_APPLICANTS = environment.flag("MINGCHUANG_ACCEPT_FOREIGN_APPLICANTS", default=True)
"""Whether applications from abroad are taken in online; the Regulation is silent."""
FILES_MAX_BYTES = int(os.environ.get("MINGCHUANG_UPLOAD_LIMIT_MB", "20")) * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

_SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY = ", ".join(
    f"{power}=()"
    for power in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
        "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "mingchuang.base.files.uploading.LimitedUploadHandler",
]
SILENCED_SYSTEM_CHECKS: list[str] = []

OUTGOING_HTTP = environment.flag("MINGCHUANG_OUTGOING_HTTP", default=not TESTING)
"""Whether the platform may ask other sites at all (the link check); `base.outgoing` alone does."""

SMS_HOOK = os.environ.get("MINGCHUANG_SMS_HOOK", "").strip()
SMS_HOOK_KEY = environment.secret("sms_hook_key") if SMS_HOOK else ""
"""Where text messages to applicants are handed over (https; empty: none are sent), and the key they are
signed with."""

SEARCH_COUNTS_EVERY_SECONDS = 0 if TESTING else 15
"""How often a process writes down what it counted of searches; 0: only when asked."""

SEARCH_COUNTS_KEPT_DAYS = int(os.environ.get("MINGCHUANG_SEARCH_COUNTS_DAYS", "400"))

globals().update(environment.email(os.environ.get("EMAIL_URL", ""), DATA_DIR / "outgoing-mail"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("MAIL_FROM", "no-reply@localhost")

LOGGING = logs.configuration(os.environ.get("MINGCHUANG_LOG_LEVEL", "INFO"))
