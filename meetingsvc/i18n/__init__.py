"""The words a person reads: languages, translated messages, dates and lists, refusals as sentences.

A leaf: it imports nothing of ours. It knows messages and catalogs, not what they are about.
"""

from meetingsvc.i18n.browser import browser_catalog
from meetingsvc.i18n.catalogs import Catalogs
from meetingsvc.i18n.languages import LANGUAGES, Language, negotiate
from meetingsvc.i18n.marks import N_
from meetingsvc.i18n.refusals import REFUSALS, sentence
from meetingsvc.i18n.translator import Translator

__all__ = [
    "LANGUAGES",
    "N_",
    "REFUSALS",
    "Catalogs",
    "Language",
    "Translator",
    "browser_catalog",
    "negotiate",
    "sentence",
]
