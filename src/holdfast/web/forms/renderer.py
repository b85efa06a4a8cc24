"""Renders any Django form with our templates, a library's forms included."""

from typing import Any

from django.forms.renderers import BaseRenderer
from django.template import engines


class Renderer(BaseRenderer):
    """Named in `settings.FORM_RENDERER`; takes the Jinja engine that pages are rendered with."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """The template of a form, field or widget."""
        return engines["jinja2"].get_template(template_name)
