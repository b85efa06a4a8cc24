"""Higher apps offer panels for lower pages."""

from django.http import HttpRequest
from django.template import engines

from holdfast.web.slots import Panel, Slot


def offer_next_meeting(request: HttpRequest, subject: str) -> Panel:
    return Panel("ui/tag.html", {"subject": subject})


def offer_nothing(request: HttpRequest, subject: str) -> None:
    return None


def test_panels_come_in_their_order_and_an_offer_of_none_shows_nothing() -> None:
    slot: Slot[str] = Slot("test-order")

    def last(request: HttpRequest, subject: str) -> Panel:
        return Panel("last.html")

    slot.register(last, order=200)
    slot.register(offer_nothing, order=1)
    slot.register(offer_next_meeting, order=50)
    shown = slot.panels(HttpRequest(), "Dunmere")
    assert [panel.template for panel in shown] == ["ui/tag.html", "last.html"]
    assert shown[0].context == {"subject": "Dunmere"}


def test_registering_an_offer_twice_shows_it_once() -> None:
    slot: Slot[str] = Slot("test-twice")
    slot.register(offer_next_meeting)
    slot.register(offer_next_meeting)
    assert len(slot.panels(HttpRequest(), "Dunmere")) == 1


def test_a_page_prints_the_panels_of_a_slot() -> None:
    slot: Slot[str] = Slot("test-printed")
    slot.register(lambda request, subject: Panel("gallery/_panel.html", {"said": f"<{subject}>"}))
    template = engines["jinja2"].from_string(
        "{% for each in panels('test-printed', 'Amy') %}{{ each }}{% endfor %}"
    )
    assert template.render({}, HttpRequest()).strip().endswith('<p class="govuk-body">&lt;Amy&gt;</p>')
