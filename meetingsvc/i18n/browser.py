"""A catalog as the browser gets it: messages and plural rules as data, nothing to evaluate.

Knows the form that ``web/core/i18n.js`` reads, not how it is served.
"""

from meetingsvc.i18n.catalogs import Catalog, Key

CONTEXT_ENDS = "\x04"
"""Stands between a context and its message, as in gettext's own files."""


def browser_catalog(catalog: Catalog) -> dict[str, object]:
    """What the browser's modules need of a language.

    ``messages`` maps a message (one with a context by ``CONTEXT_ENDS`` between the two) to its text, or to
    the list of its plural forms. ``plurals`` names for each of these forms the category of
    ``Intl.PluralRules`` (for the locale ``intl``) that it serves; a category that is not there is served by
    the last form. What has no translation is left out and shows as it stands in the code.
    """
    messages = {
        _name(key): forms[0] if len(forms) == 1 and len(catalog.sources[key]) == 1 else list(forms)
        for key, forms in sorted(catalog.forms.items(), key=lambda pair: _name(pair[0]))
        if key in catalog.for_browser
    }
    language = catalog.language
    return {
        "lang": language.code,
        "dir": language.direction,
        "intl": language.intl,
        "plurals": list(catalog.plurals),
        "messages": messages,
    }


def _name(key: Key) -> str:
    context, message = key
    return message if context is None else f"{context}{CONTEXT_ENDS}{message}"
