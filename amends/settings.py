"""Django's settings. What an operator may set comes from `amends.environment`."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from amends import environment, postgres

PACKAGE = Path(__file__).resolve().parent
DATA = environment.data_folder()

DEBUG = environment.switch("AMENDS_DEBUG")
SECRET_KEY = environment.text("AMENDS_SECRET_KEY") or environment.kept_secret("secret-key")
SECRET_KEY_FALLBACKS = environment.names("AMENDS_OLD_SECRET_KEYS")
ALLOWED_HOSTS = environment.names("AMENDS_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.names("AMENDS_ORIGINS")
PUBLIC_URL = environment.text("AMENDS_PUBLIC_URL").rstrip("/")

ROOT_URLCONF = "amends.urls"
WSGI_APPLICATION = "amends.wsgi.application"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_scopes",
    "amends.people",
    "amends.regulations",
    "amends.cases",
    "amends.calls",
    "amends.mail",
    "amends.quality",
    "amends.knowledge",
    "amends.web",
    "amends.api",
    "amends.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "amends.web.security.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "amends.api.problems.OnlyProblems",
    "amends.web.security.NotTooLarge",
    "amends.web.security.OnlyText",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amends.web.deletion.NothingIsDeleted",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


# Database

ENGINE = postgres.addresses()
_OWNER = environment.text("AMENDS_ROLE") == "owner"
DATABASES = {"default": postgres.django_connection(ENGINE.owner_url if _OWNER else ENGINE.app_url)}
CACHES = {
    "default": {
        "BACKEND": "amends.web.shared_cache.SharedCache",
        "LOCATION": "cache",
    },
}


# Sign-in

AUTHENTICATION_BACKENDS = ["amends.people.sign_in.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator"},
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"


# What a browser is told

_HTTPS = environment.switch("AMENDS_HTTPS")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = environment.names("AMENDS_TRUSTED_PROXIES")
if environment.switch("AMENDS_PROXY_TLS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


# Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = DATA / "static"
# Below no web address: what people upload is handed out by a view that asks who is reading.
MEDIA_ROOT = DATA / "files"
MEDIA_URL = ""
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"  # for display where no unit's calendar says otherwise; stored is UTC


# Mail

_SMTP = urlsplit(environment.text("AMENDS_SMTP_URL"))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _SMTP.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _SMTP.hostname or ""
EMAIL_PORT = _SMTP.port or 25
EMAIL_HOST_USER = unquote(_SMTP.username or "")
EMAIL_HOST_PASSWORD = unquote(_SMTP.password or "")
EMAIL_USE_SSL = _SMTP.scheme == "smtps"
EMAIL_USE_TLS = _SMTP.port == 587
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("AMENDS_MAIL_FROM")


# Logs

LOGGING_CONFIG = "amends.logs.configure"
LOGGING = {
    "level": environment.text("AMENDS_LOG_LEVEL"),
    "format": environment.text("AMENDS_LOG_FORMAT"),
}
