"""What holds in the demo, in tests and in production alike."""

import os

from holdfast.config.database import application_role, default_database
from holdfast.config.oidc import oidc_apps, oidc_name, oidc_origins
from holdfast.config.surroundings import CHECKOUT, home, port

INSTALLED_APPS = [
    "holdfast.config",
    "holdfast.web",
    "holdfast.stewardship",
    "holdfast.groups",
    "holdfast.obligations.ledger",
    "holdfast.obligations.notices",
    "holdfast.obligations.escalation",
    "holdfast.obligations.duties",
    "holdfast.obligations.concerns",
    "holdfast.governance.documents",
    "holdfast.governance.meetings",
    "holdfast.governance.actions",
    "holdfast.governance.room",
    "holdfast.governance.minutes",
    "holdfast.governance.attendance",
    "holdfast.governance.terms_review",
    "holdfast.casework.links",
    "holdfast.casework.children",
    "holdfast.casework.children.frontdoor",
    "holdfast.casework.missing",
    "holdfast.casework.risk",
    "holdfast.casework.screening",
    "holdfast.casework.referrals",
    "holdfast.casework.panel",
    "holdfast.insight.compliance",
    "holdfast.exchange",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "holdfast.config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "holdfast.stewardship.accounts.sessions.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "holdfast.web.middleware.headers",
    "holdfast.web.middleware.Refusals",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "holdfast.stewardship.access.middleware.NeedToKnowMiddleware",
]

# Modules whose views are let through undeclared. None: every routed view declares its own policy.
HOLDFAST_LIBRARY_VIEWS: list[str] = []
# The demonstration alone does without; everyone else gives a one-time code or a passkey at each sign-in.
HOLDFAST_SECOND_FACTOR = True
HOLDFAST_INVENTED = False
# The site's own address, for links in what leaves it; and the keys of encrypted columns, the first encrypts.
HOLDFAST_ADDRESS = f"http://127.0.0.1:{port()}"
HOLDFAST_ENCRYPTION_KEYS: list[str] = []
HOLDFAST_APPLICATION_ROLE = application_role()

# The page that shows every component, in the demo alone.
HOLDFAST_GALLERY = False

ROOT_URLCONF = "holdfast.config.urls"
WSGI_APPLICATION = "holdfast.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        # The environment finds the templates in the apps of the house alone.
        "APP_DIRS": False,
        "OPTIONS": {"environment": "holdfast.web.jinja.environment"},
    },
    {
        # allauth's own pages are written for Django's templates.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# In the session and not in a cookie: what is said may name people.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "holdfast.web.forms.renderer.Renderer"
CSRF_FAILURE_VIEW = "holdfast.web.errors.csrf_failure"

DATABASES = {"default": default_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, because rate limits live here and must hold across all server processes.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "holdfast_cache"}
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Where the heads of the trail's chain are kept too: best a disk that the database's keeper cannot write.
HOLDFAST_TRAIL_ANCHOR = os.environ.get("HOLDFAST_TRAIL_ANCHOR") or str(home() / "trail-anchor.jsonl")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

AUTH_USER_MODEL = "stewardship.Account"
AUTHENTICATION_BACKENDS = ["holdfast.stewardship.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
MFA_ADAPTER = "holdfast.stewardship.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None

SOCIALACCOUNT_ADAPTER = "holdfast.stewardship.accounts.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps()}}
HOLDFAST_OIDC_NAME = oidc_name()
# Set only for a provider whose every address is one that it gave out itself.
HOLDFAST_OIDC_EMAIL_IS_VERIFIED = os.environ.get("HOLDFAST_OIDC_EMAIL_IS_VERIFIED") == "yes"
HOLDFAST_FORM_ACTIONS = oidc_origins()

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A session ends after 30 minutes with nobody there, and after 12 hours in any case.
HOLDFAST_IDLE_SECONDS = 30 * 60
# Activity is noted so often in the session, so that not every page writes it.
HOLDFAST_NOTED_SECONDS = 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

ASSETS = CHECKOUT / "build" / "assets"
STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / "build" / "static"
STATICFILES_DIRS = [ASSETS] if ASSETS.exists() else []
MEDIA_ROOT = home() / "papers"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "holdfast.governance.documents.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A virus scanner that uploads pass through; see governance/documents/scanner.py.
HOLDFAST_SCANNER = os.environ.get("HOLDFAST_SCANNER", "")
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "holdfast@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "holdfast.config.discreet_logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
