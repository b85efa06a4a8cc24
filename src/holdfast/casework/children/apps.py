"""The children app."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "holdfast.casework.children"
    label = "children"
    verbose_name = "Children"

    def ready(self) -> None:
        from holdfast.casework.children import (
            following,
            masking,
            offers,
            panels,
            placed_promises,
            promises,
            reaches,
            standings,
            tellers,
            telling,
            trail,
        )
        from holdfast.stewardship.access.standings import register_standing_source

        register_standing_source(standings.standings_from_casework)
        trail.register()
        masking.register()
        panels.register()
        reaches.register()
        telling.register()
        promises.register()
        placed_promises.register()
        following.register()
        offers.register()
        tellers.register_tellers()
