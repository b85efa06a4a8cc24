"""The demonstration: invented people, plain HTTP, and for that reason loopback alone."""

from holdfast.config.keys import kept_key
from holdfast.config.settings.base import *

HOLDFAST_INVENTED = True
HOLDFAST_GALLERY = True
HOLDFAST_LIBRARY_VIEWS = [*HOLDFAST_LIBRARY_VIEWS, "holdfast.web.gallery"]
DEBUG = False
SECRET_KEY = kept_key("demo-secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
