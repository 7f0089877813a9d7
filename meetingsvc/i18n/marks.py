"""Marks a message for the extractor where no reader is known yet. It translates nothing."""


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools have for it
    """The message as it stands; whoever shows it translates it then."""
    return message
