"""The groups app."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "holdfast.groups"
    label = "groups"
    verbose_name = "Groups"

    def ready(self) -> None:
        from holdfast.groups import panels, standings, tabs, trail
        from holdfast.stewardship.access.scopes import register_scope_source
        from holdfast.stewardship.access.standings import register_standing_source
        from holdfast.web.shell import navigation_item

        navigation_item(tabs.navigation)
        panels.register()
        trail.register()
        register_standing_source(standings.standings_from_groups)
        register_scope_source(standings.groups_by_id)
