"""The site with the gallery, so that the shell's own tests have pages to fetch."""

from django.urls import include, path

from holdfast.config.urls import handler400, handler403, handler404, handler500
from holdfast.config.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*site, path("components/", include("holdfast.web.gallery.urls"))]
