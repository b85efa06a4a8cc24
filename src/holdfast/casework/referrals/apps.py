"""The referrals app."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "holdfast.casework.referrals"
    label = "referrals"
    verbose_name = "Referrals"

    def ready(self) -> None:
        from holdfast.casework.referrals import panels, promises, telling, trail

        panels.register()
        promises.register()
        telling.register()
        trail.register()
