"""Django's settings: one file; environments differ in values, not in code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import dj_database_url

from config import broker, mail
from config.env import ROOT, Environment

ENV = Environment.read()

BASE = ROOT / "backend"
DATA = ENV.studio_data
DEBUG = ENV.studio_debug
# An empty key keeps `manage.py check` and the tests usable; config.checks refuses to serve with it.
SECRET_KEY = ENV.studio_secret_key or "only-for-checks-and-tests"
ALLOWED_HOSTS = ENV.listed(ENV.studio_hosts)
CSRF_TRUSTED_ORIGINS = ENV.listed(ENV.studio_origins)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "channels",
    "rest_framework",
    "rest_framework_api_key",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.headless",
    "csp",
    "studio.accounts",
    "studio.realtime",
    "studio.assets",
    "studio.subjects",
    "studio.credits",
    "studio.runs",
    "studio.engines",
    "studio.uploads",
    "studio.photos",
    "studio.swaps",
    "studio.datasets",
    "studio.loras",
    "studio.generations",
    "studio.demonstrations",
    "studio.notices",
    "studio.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps' own, because the letters of accounts stand for those of allauth.
        "DIRS": [BASE / "studio" / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def _database() -> dict[str, Any]:
    if ENV.database_url:
        return dict(dj_database_url.parse(ENV.database_url, conn_max_age=60))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "studio.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            # Deferred transactions fail at the first write after a read; IMMEDIATE queues for the lock instead.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = ENV.studio_email_verification
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "studio.accounts.services.signing.SignUp"
USERSESSIONS_ADAPTER = "studio.accounts.services.signing.Sessions"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_signup": f"{ENV.public_url}/sign-up",
    "account_reset_password": f"{ENV.public_url}/reset",
    "account_reset_password_from_key": f"{ENV.public_url}/reset/{{key}}",
    "account_confirm_email": f"{ENV.public_url}/verify-email/{{key}}",
}
MAIL = mail.read(ENV.studio_email_url)
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
EMAIL_TIMEOUT = mail.PATIENCE
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.studio_email_from

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "studio.api.errors.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.studio_https
SECURE_HSTS_SECONDS = 31_536_000 if ENV.studio_https else 0
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "media-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    },
    # The API's own documentation page brings its scripts with it.
    "EXCLUDE_URL_PREFIXES": ["/api/docs/"],
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
SPA = ROOT / "frontend" / "dist"
WHITENOISE_ROOT = SPA if SPA.is_dir() else None
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[A-Za-z0-9_-]{8}\.(js|css|woff2)$"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Parts of uploads lie beside the files: what is here is not yet anybody's, and is swept by its own rules.
PARTS = DATA / "parts"
SAMPLE = ROOT / "sample"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "studio.accounts.api.ApiKeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["studio.accounts.api.IsMember"],
    "DEFAULT_THROTTLE_CLASSES": ["studio.accounts.api.PerKeyThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "studio.api.limits.Json",
        "rest_framework.parsers.MultiPartParser",
        "rest_framework.parsers.FormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "studio.api.schema.Schema",
    "DEFAULT_PAGINATION_CLASS": "studio.api.pagination.Keyset",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "studio.api.errors.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "AI Model Studio",
    "DESCRIPTION": "Photos in, swapped and enhanced pictures out. Consent first.",
    "VERSION": "0.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    # The documentation page is served whole from here: a studio without internet shows it too.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "MemberRole": "studio.accounts.models.Role",
        "InvitationState": "studio.accounts.serializers.INVITATION_STATES",
        "Scope": "studio.accounts.models.Scope",
        "SubjectKind": "studio.subjects.models.Kind",
        "ConsentState": "studio.subjects.serializers.CONSENT_STATES",
        "Use": "studio.subjects.models.Use",
        "Level": "studio.subjects.models.Level",
        "Movement": "studio.credits.models.Movement",
        "RunStatus": "studio.runs.models.RunStatus",
        "RunPriority": "studio.runs.serializers.PRIORITIES",
        "StageStatus": "studio.runs.models.StageStatus",
        "ItemStatus": "studio.runs.models.ItemStatus",
        "PhotoStatus": "studio.photos.models.PhotoStatus",
        "PhotoRoleEnum": "studio.photos.models.Role",
        "PhotoDecision": "studio.photos.models.Decision",
        "Verdict": "studio.photos.serializers.VERDICTS",
        "FrameState": "studio.swaps.serializers.STATES",
        "Fit": "studio.swaps.serializers.FIT",
        "UploadStatus": "studio.uploads.models.UploadStatus",
        "UploadOutcome": "studio.uploads.serializers.OUTCOMES",
        "ResultDecision": "studio.swaps.models.Decision",
        "ResultAction": "studio.swaps.serializers.ACTIONS",
        "PresetKind": "studio.generations.models.PresetKind",
        "GenerationAction": "studio.generations.serializers.ACTIONS",
        "DevelopingState": "studio.generations.serializers.DEVELOPING",
        "ArchiveFiles": "studio.swaps.selectors.archive.FILES",
        "LoraKind": "studio.loras.models.Kind",
        "Goal": "studio.loras.serializers.GOALS",
        "FindingLevel": "studio.loras.serializers.LEVELS",
    },
}


DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# The module a worker starts for its engines; the tests put one with fake engines here. It is code, not a variable,
# so that nobody can configure the content screen away.
RUNS_CHILD_MODULE = "studio.runs.child"

broker.set_up(ENV.redis_url)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
