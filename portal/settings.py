"""All settings of the site, in one file.

What differs between a laptop and a city comes from the environment:

    HTTPS=1        behind a proxy that speaks TLS: secure cookies, redirect, HSTS
    ALLOWED_HOSTS  names the site answers to, separated by commas   (default: this machine only)
    DATABASE_URL   postgres://user:password@host:5432/name          (default: SQLite in DATA_DIR)
    CACHE_URL      redis://host:6379/0, shared by all processes     (default: files of DATA_DIR, memory of each process)
    KEPT_ANSWERS=0 pages and files are made anew for every reader   (default: made once, then kept)
    KEPT_ANSWERS_AHEAD=1  they are made as soon as something changes, before a reader asks
    DATA_DIR       where the site keeps what it makes               (default: var/)
    SECRET_KEY     signs sessions                                   (default: made once, in DATA_DIR)
    TRUSTED_PROXIES  addresses and networks of proxies that say for whom they ask   (default: with HTTPS this machine)
    LIMITS         what one client may ask, as in LIMITS="search=300/minute, files=off" or LIMITS=off
    PUBLISH_NEEDS_TWO=1  whoever uploaded a draft cannot publish it
    SECOND_FACTOR=1      accounts show a code from a telephone besides the password
    DEBUG=1        for development only
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from portal import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()

DEBUG = env.flag("DEBUG")
HTTPS = env.flag("HTTPS")
SECRET_KEY = env.secret_key("SECRET_KEY", DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "budgets",  # first, so that its templates and translations come before those of the libraries
    "budgets.apps.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_tables2",
    "django_filters",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "portal.clients.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are compressed here, static files once by collectstatic. Django pads each compressed page by a
    # random length, so that a token in an admin page cannot be guessed from sizes (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    # Outside of the policies: a 304 must not replace the policy of a chart that others may frame.
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.middleware.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.LanguageMiddleware",  # before all that may answer with text
    "portal.limits.LimitMiddleware",
    "budgets.middleware.UploadSizeMiddleware",
    "portal.middleware.NullCharacterMiddleware",  # after those above, so that its 404 has their headers
    "portal.database_gone.DatabaseGoneMiddleware",  # before all that asks the database
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "budgets.middleware.AnonymousBodyMiddleware",  # before all that reads a form
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "budgets.middleware.PublishDueMiddleware",
    "axes.middleware.AxesMiddleware",  # must be last
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# ---- Database ----------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR / "db.sqlite3")}
_database = DATABASES["default"]
_options = _database.setdefault("OPTIONS", {})

if _database["ENGINE"] == "django.db.backends.sqlite3":
    _options |= {
        # Take the write lock at the start of a transaction: a reader that turns writer half way through
        # would fail at once with "database is locked", whatever the timeout.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds to wait for another writer
        # WAL: readers and the one writer do not stop each other. NORMAL is safe with WAL: a power cut can
        # lose the last transaction, never damage the file. Foreign keys are switched on by Django itself.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000",
    }
    _database["CONN_MAX_AGE"] = 60  # opening a file and setting it up costs more than most queries
else:
    # One pool for each process, shared by its threads; it replaces CONN_MAX_AGE. A connection is tried
    # before it is given out, so a restart of PostgreSQL is not a page full of errors.
    # Who waits longer for one than a moment gets a 503; after an outage connections are tried anew at need, not
    # at ever longer intervals.
    _options |= {"pool": {"min_size": 1, "max_size": 8, "timeout": 1, "reconnect_timeout": 3}}
    _options |= {"connect_timeout": 2, "tcp_user_timeout": 2000}  # a machine that is gone refuses nothing
    _database["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- Cache -------------------------------------------------------------------------------------------

CACHES = {"default": env.cache("CACHE_URL", "locmemcache://") | {"KEY_PREFIX": "portal"}}
if "redis" in CACHES["default"]["BACKEND"].lower():
    # Named here, because django-environ prefers django-redis where another package installed it.
    CACHES["default"]["BACKEND"] = "django.core.cache.backends.redis.RedisCache"

# Answers are made once and kept until what they show changes: in the memory of each process, and for all processes in
# Redis or, without one, in a file of DATA_DIR.
KEPT_ANSWERS = env.flag("KEPT_ANSWERS", default=not DEBUG)
KEPT_ANSWERS_AHEAD = env.flag("KEPT_ANSWERS_AHEAD")
KEPT_ANSWERS_REDIS = CACHES["default"]["LOCATION"] if "redis" in CACHES["default"]["BACKEND"].lower() else ""
KEPT_ANSWERS_MEMORY_MEGABYTES = env.number("KEPT_ANSWERS_MEMORY_MEGABYTES", 8)  # of each process
KEPT_ANSWERS_DISK_MEGABYTES = env.number("KEPT_ANSWERS_DISK_MEGABYTES", 1024)
KEPT_ANSWERS_WITHOUT_DATABASE = env.number("KEPT_ANSWERS_WITHOUT_DATABASE", 600)  # seconds that they go on

# ---- Static files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # A file's name holds its digest, so it may be kept for ever; gzip and brotli copies are made beforehand.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ---- Language and time -------------------------------------------------------------------------------

# Texts in the code are Chinese; locale/en translates them, for pages under /en/ (portal/urls.py).
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# ---- Security ----------------------------------------------------------------------------------------

# Nothing comes from another host and nothing is inline, in the pages and in the admin alike.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # data: icons in style sheets; blob: a chart saved as picture
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; only those who sign in to the admin get a session
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

if HTTPS:
    # The proxy says whether the reader used TLS; it must set this header itself and drop one from outside. It
    # must also append the reader's address to X-Forwarded-For (portal/clients.py), as all of them do.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # requested by the proxy itself, without TLS
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # HSTS binds this host. Whether it also binds every name below it (W005), and whether browsers learn it
    # by heart (W021), is for the owner of the domain to decide, not for one site in it.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Only these are believed when they say for whom they ask.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ["127.0.0.0/8", "::1"] if HTTPS else [])

# What one client may ask of what is computed anew and costs much, by the names of the addresses (and of those that go
# on with a hyphen). What is kept is answered before.
LIMITED = {
    "search": ("budgets:search",),
    "compare": ("budgets:compare",),
    "files": ("budgets:workbook", "budgets:package", "budgets:everything", "budgets:files"),
    "sign-in": ("admin:login", "desk:second-factor"),
}
LIMITED_WHEN_SENT = {"sign-in"}
LIMITS = env.limits(
    "LIMITS", {"search": "300/minute", "compare": "120/minute", "files": "60/minute", "sign-in": "30/minute"}
)

# A form field or a whole form, not a file: uploads have limits of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# ---- The desk: who may publish, and how they prove who they are ------------------------------------------

PUBLISH_NEEDS_TWO = env.flag("PUBLISH_NEEDS_TWO")  # whoever uploaded a draft cannot publish it
SECOND_FACTOR = env.flag("SECOND_FACTOR")  # a code from a telephone besides the password
OTP_TOTP_ISSUER = "预算公开"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first, to refuse names with too many failed tries
    "django.contrib.auth.backends.ModelBackend",
]
# A name is locked for the address that tried it, so that nobody can lock a clerk out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# A try during the lock-out does not extend it: the page says how long it lasts.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # the desk keeps a log of its own
AXES_VERBOSE = False

# ---- Import: what one document may cost, so that no file can take the site down -----------------------

IMPORT_MAX_MEGABYTES = env.number("IMPORT_MAX_MEGABYTES", 50)
IMPORT_MEMORY_MEGABYTES = env.number("IMPORT_MEMORY_MEGABYTES", 500)
IMPORT_SECONDS = env.number("IMPORT_SECONDS", 60)  # of processor time; a busy machine does not use it up

# ---- Logging -----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Without handlers of its own Django's log goes to the same console, errors with their traceback.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "axes": {"level": "WARNING"}},
}
