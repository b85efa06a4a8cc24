"""The referrals app."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "holdfast.casework.referrals"
    label = "referrals"
    verbose_name = "Referrals"

    def ready(self) -> None:
        from holdfast.casework.referrals import outside, panels, promises, telling, trail

        outside.register()
        panels.register()
        promises.register()
        telling.register()
        trail.register()
