"""Our addresses, an empty page, and the automatic admin: routed in the bench settings alone."""

from django.urls import include, path

from holdfast.demo.bench.peer import empty, site

urlpatterns = [
    path("", include("holdfast.config.urls")),
    path("bench/empty/", empty, name="bench-empty"),
    path("bench/admin/", site.urls),
]
