"""Fetches pages as tests do, and refuses any page that is not fit to be seen.

`browser = Fetcher(account); page = browser.get("/groups/"); page.submit(name="...")`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.test import Client
from tests.web import faults
from tests.web.faults import elements, words_of
from tests.web.filling import names_of, standing_values, typed
from tests.web.reading import read

from holdfast.kernel import clock
from holdfast.stewardship.accounts.sessions import PROVEN

MARKING = "OFFICIAL-SENSITIVE"


class Fetcher:
    """A browser without scripts: every page is checked, forms are sent as they stand on the page."""

    def __init__(self, account: Any = None, client: Client | None = None) -> None:
        self.client = client or Client(enforce_csrf_checks=True)
        if account is not None:
            self.client.force_login(account)

    def prove(self) -> Fetcher:
        """As if the password and the second factor had just been given again."""
        self.client.get("/")  # enters the partnership, which may renew the session
        session = self.client.session
        session[PROVEN] = clock.now().timestamp()
        session.save()
        return self

    def get(self, address: str, status: int = 200, **more: Any) -> Page:
        """The page at the address, redirections followed."""
        return self._page(self.client.get(address, follow=True, **more), status, address)

    def post(self, address: str, data: dict[str, Any], status: int | None = None, **more: Any) -> Page:
        """Send a form by hand, with a token; prefer `page.submit`."""
        token = {"csrfmiddlewaretoken": self.client.cookies[_csrf_cookie()].value}
        answer = self.client.post(address, {**token, **data}, follow=True, **more)
        return self._page(answer, status, address)

    def fragment(self, address: str, status: int = 200, **more: Any) -> Page:
        """A piece of a page, as a live page fetches it."""
        answer: Any = self.client.get(address, headers={"HX-Request": "true"}, **more)
        assert answer.status_code == status, f"{address} answered {answer.status_code}, not {status}"
        root = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
        _refuse(address, [fault for check in faults.FRAGMENT_CHECKS for fault in check(root)])
        return Page(self, answer, root, address)

    def crawl(self, start: str = "/", most: int = 200) -> set[str]:
        """Visit every page that links lead to from `start`, one of each shape, and refuse any faulty one.

        Returns the addresses visited. Links with `download` or to files are asked for, not read as pages.
        """
        waiting, shapes = [start], {shape_of(start)}
        visited: set[str] = set()
        while waiting and len(visited) < most:
            address = waiting.pop(0)
            visited.add(address)
            answer: Any = self.client.get(address, follow=True)
            assert answer.status_code == 200, f"{address} answered {answer.status_code}: {_excerpt(answer)}"
            if not answer.headers["Content-Type"].startswith("text/html"):
                continue
            for link in Page(self, answer, check_page(answer, address), address).links.values():
                if link.startswith("/") and not link.startswith("//") and shape_of(link) not in shapes:
                    shapes.add(shape_of(link))
                    waiting.append(link)
        return visited

    def _page(self, answer: Any, status: int | None, asked: str) -> Page:
        expected = status or 200
        is_right = answer.status_code == expected or (status is None and answer.status_code == 422)
        assert is_right, f"{asked} answered {answer.status_code}, not {expected}: {_excerpt(answer)}"
        address = answer.redirect_chain[-1][0] if answer.redirect_chain else asked
        root = check_page(answer, address)
        return Page(self, answer, root, address)


@dataclass
class Page:
    """A fetched page."""

    fetcher: Fetcher
    answer: HttpResponse
    root: Element
    address: str

    @property
    def heading(self) -> str:
        """What the h1 says."""
        return words_of(next(elements(self.root, "h1")))

    @property
    def title(self) -> str:
        """What the title says."""
        return words_of(next(elements(self.root, "title")))

    @property
    def text(self) -> str:
        """Everything that the main part says, in one line."""
        return words_of(next(elements(self.root, "main"), self.root))

    @property
    def banners(self) -> list[str]:
        """What the notification banners say."""
        return [words_of(each) for each in self.by_class("govuk-notification-banner__content")]

    @property
    def errors(self) -> list[str]:
        """The error summary, line by line."""
        lists = self.by_class("govuk-error-summary__list")
        return [words_of(item) for found in lists for item in elements(found, "li")]

    @property
    def links(self) -> dict[str, str]:
        """Every link: words and address."""
        return {words_of(a): a.attrib["href"] for a in elements(self.root, "a") if "href" in a.attrib}

    @property
    def rows(self) -> list[list[str]]:
        """Every table row of the page, cell by cell, headings left out."""
        return [[words_of(cell) for cell in row] for row in self.root.findall(".//tbody/tr")]

    def by_class(self, name: str) -> list[Element]:
        """The elements with that class."""
        return [e for e in self.root.iter() if name in e.attrib.get("class", "").split()]

    def by_id(self, name: str) -> Element:
        """The element with that id."""
        found = next((e for e in self.root.iter() if e.attrib.get("id") == name), None)
        assert found is not None, f"{self.address} has no element {name!r}"
        return found

    def follow(self, link: str, status: int = 200) -> Page:
        """The page that the link with these words leads to."""
        assert link in self.links, f"{self.address} has no link {link!r}; it has {sorted(self.links)}"
        return self.fetcher.get(self.links[link], status)

    def submit(self, button: str = "", *, status: int | None = None, **values: Any) -> Page:
        """Fill in and send the form that has the button (else the first posted form of the main part)."""
        form, pressed, aimed = self._form(button)
        data = {**standing_values(form), **pressed}
        names = names_of(form)
        values = {name: value for given in values.items() for name, value in typed(given, names)}
        unknown = set(values) - names
        assert not unknown, f"the form has no field {sorted(unknown)}; it has {sorted(names)}"
        data.update({name: value for name, value in values.items() if value is not None})
        action = aimed or form.attrib.get("action") or self.address
        if form.attrib.get("method", "get").lower() == "get":
            return self.fetcher.get(action.split("?")[0], status or 200, data=data)
        answer = self.fetcher.client.post(action, data, follow=True)
        return self.fetcher._page(answer, status, action)

    def _form(self, button: str) -> tuple[Element, dict[str, str], str]:
        """The form, what the pressed button adds to it, and where the button aims it (`formaction`)."""
        main = next(elements(self.root, "main"), self.root)
        for form in elements(main if not button else self.root, "form"):
            for element in elements(form, "button"):
                if not button or button in (words_of(element), element.attrib.get("value")):
                    name = element.attrib.get("name")
                    added = {name: element.attrib.get("value", "")} if name and button else {}
                    return form, added, element.attrib.get("formaction", "")
        raise AssertionError(f"{self.address} has no form with the button {button!r}")


def check_page(answer: Any, address: str) -> Element:
    """Read the page; refuse it, naming every fault, if it is not fit to be seen."""
    assert answer.headers["Content-Type"].startswith("text/html"), f"{address} is not a page"
    text = answer.content.decode()
    root, found = read(text)
    found += [fault for check in faults.PAGE_CHECKS for fault in check(root)]
    found += _header_faults(answer)
    if MARKING not in text:
        found.append("the marking is missing")
    _refuse(address, found)
    return root


def _header_faults(answer: Any) -> list[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    found = []
    if "default-src 'none'" not in policy or "unsafe" in policy:
        found.append(f"the content policy is {policy!r}")
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        found.append("a browser may keep the page: no-store is missing")
    return found


def shape_of(address: str) -> str:
    """The address with its identifiers, query and fragment left out: pages of one kind have one shape."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)", "*", urlsplit(address).path)


def _refuse(address: str, found: list[str]) -> None:
    assert not found, f"{address}:\n  " + "\n  ".join(found)


def _csrf_cookie() -> str:
    from django.conf import settings

    return str(settings.CSRF_COOKIE_NAME)


def _excerpt(answer: Any) -> str:
    root = html5lib.parse(answer.content.decode(errors="replace"), namespaceHTMLElements=False)
    return words_of(next(elements(root, "main"), root))[:400]
