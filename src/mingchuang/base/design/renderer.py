"""Every form of the house is drawn by the house's components, without a line in the form itself."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_NONE = format_html("{}", "")
SELECT = "django/forms/widgets/select.html"


class HouseRenderer(TemplatesSetting):
    """`{{ form }}` gives the error summary, then each field through `<c-field>`."""

    form_template_name = "design/forms/form.html"
    formset_template_name = "design/forms/formset.html"
    field_template_name = "design/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw one widget. Selects are drawn here: Django takes two templates for each of their options, and
        the filters of the desk have hundreds."""
        if template_name == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = ((_group(name, _options(group)),) for name, group, _ in widget["optgroups"])
    drawn = format_html_join("\n", "{}", groups)
    return format_html(
        '<select name="{}"{}>\n{}\n</select>', widget["name"], _attributes(widget["attrs"]), drawn
    )


def _group(name: Any, options: SafeString) -> SafeString:
    return format_html('<optgroup label="{}">\n{}\n</optgroup>', name, options) if name else options


def _options(group: list[dict[str, Any]]) -> SafeString:
    # Escaped and put together by hand: asking a formatter thrice for each of hundreds takes most of the time.
    lines = [
        f'<option value="{conditional_escape(str(one["value"]))}"{_attributes(one["attrs"])}>'
        f"{conditional_escape(localize(one['label']))}</option>"
        for one in group
    ]
    return mark_safe("\n".join(lines))  # house: allow, every part was escaped


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    if not attributes:
        return _NONE
    pairs = (
        (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value)),)
        for name, value in attributes.items()
        if value is not False
    )
    return format_html_join("", "{}", pairs)
