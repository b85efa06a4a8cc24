"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "holdfast.governance.documents"
    label = "documents"
    verbose_name = "Documents"
