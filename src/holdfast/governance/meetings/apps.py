"""The meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "holdfast.governance.meetings"
    label = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        from holdfast.governance.meetings import panels, promises, trail
        from holdfast.governance.meetings.standings import standings_from_meetings
        from holdfast.stewardship.access.standings import register_standing_source

        register_standing_source(standings_from_meetings)
        panels.register()
        trail.register()
        promises.register()
