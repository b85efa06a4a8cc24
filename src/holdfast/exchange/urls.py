"""Addresses of imports."""

app_name = "exchange"
urlpatterns: list[object] = []
