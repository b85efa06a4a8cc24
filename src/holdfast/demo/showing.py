"""Shows the page of an email inside a page of ours: a few elements are known, the rest is words."""

from __future__ import annotations

from html.parser import HTMLParser

from markupsafe import Markup, escape

# What is shown, and as what: one heading level down, because the page around it has its own.
KNOWN = {
    "h1": Markup('<h2 class="govuk-heading-m">'),
    "p": Markup('<p class="govuk-body">'),
    "ul": Markup('<ul class="govuk-list govuk-list--bullet">'),
    "li": Markup("<li>"),
    "strong": Markup("<strong>"),
}
SHOWN_AS = {"h1": "h2"}
LEFT_OUT = frozenset({"head", "title", "script", "style", "template", "iframe", "object", "svg"})


class _Reader(HTMLParser):
    """Takes what is known, with no attribute of the letter's own but a link into this site."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site = site
        self.shown = Markup("")
        self.open: list[str] = []
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LEFT_OUT:
            self.inside += 1
        elif self.inside:
            return
        elif tag in KNOWN:
            self._begin(tag, KNOWN[tag])
        elif tag == "a" and (address := dict(attrs).get("href") or "").startswith(f"{self.site}/"):
            path = "/" + address.removeprefix(self.site).lstrip("/")
            self._begin(tag, Markup('<a class="govuk-link" href="{}">').format(path))

    def handle_endtag(self, tag: str) -> None:
        if tag in LEFT_OUT:
            self.inside = max(0, self.inside - 1)
        elif not self.inside and tag in self.open:
            while self.open:
                last = self.open.pop()
                self._end(last)
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.shown += escape(data)

    def finished(self) -> Markup:
        self.close()
        while self.open:
            self._end(self.open.pop())
        return self.shown

    def _begin(self, tag: str, markup: Markup) -> None:
        self.open.append(tag)
        self.shown += markup

    def _end(self, tag: str) -> None:
        self.shown += Markup("</{}>").format(SHOWN_AS.get(tag, tag))


def shown(html: str, *, site: str) -> Markup:
    """The letter's page as a part of ours; `site` is our own address, and only links to it remain."""
    reader = _Reader(site)
    reader.feed(html)
    return reader.finished()
