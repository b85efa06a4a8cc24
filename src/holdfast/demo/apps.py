"""The demonstration app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "holdfast.demo"
    label = "demo"
    verbose_name = "Demonstration"

    def ready(self) -> None:
        from holdfast.demo.views.mailbox import navigation
        from holdfast.web import shell

        shell.navigation_item(navigation)
