"""The environment that every template is rendered in."""

from pathlib import Path
from typing import Any

import django.forms
import jinja2
from django.apps import apps
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from holdfast.kernel import clock
from holdfast.web import shell, slots, submissions, words
from holdfast.web.forms.summary import error_links


def environment(**options: Any) -> jinja2.Environment:
    """Jinja with every app's `templates` folder; an undefined name is an error, never an empty place."""
    options["loader"] = jinja2.FileSystemLoader(_folders())
    options["undefined"] = jinja2.StrictUndefined
    options["autoescape"] = True
    options.setdefault("lstrip_blocks", True)
    made = jinja2.Environment(**options)  # noqa: S701  # nosec B701 (autoescape is on, above)
    made.filters.update(words.FILTERS)
    made.globals.update(
        url=url,
        static=static,
        now=clock.now,
        today=clock.today,
        ui=Components(made),
        shell=_shell,
        form_tokens=submissions.form_tokens,
        query=query,
        panels=panels,
        error_links=error_links,
    )
    return made


def _folders() -> list[Path]:
    own = [Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("holdfast.")]
    return [*own, Path(django.forms.__file__).parent / "jinja2"]


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@jinja2.pass_context
def _shell(context: Context) -> shell.Shell:
    return shell.shell(context.get("request"))


@jinja2.pass_context
def panels(context: Context, slot: str, subject: Any = None) -> list[Markup]:
    """What the higher apps offer for a named slot of this page, each ready to print."""
    request: HttpRequest = context["request"]
    offered = slots.named(slot).panels(request, subject)
    shared = {name: context[name] for name in ("request", "csrf_input", "csrf_token")}
    made = context.environment
    return [Markup(made.get_template(p.template).render({**shared, **p.context})) for p in offered]  # noqa: S704  # nosec B704


@jinja2.pass_context
def query(context: Context, **changes: Any) -> str:
    """This page's address with some of its filters changed, as `?status=open&page=2`."""
    kept = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return f"?{kept.urlencode()}"


class Components:
    """`ui.tag(...)` is the macro `tag` of `templates/ui/tag.html`, found without an import line."""

    def __init__(self, made: jinja2.Environment) -> None:
        self._environment = made
        self._macros: dict[str, Macro] = {}

    def __getattr__(self, name: str) -> Macro:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._macros or self._environment.auto_reload:
            module = self._environment.get_template(f"ui/{name}.html").module
            self._macros[name] = getattr(module, name)
        return self._macros[name]
