"""The service as a client: speech engines, machine translation, captions relayed to other services.

Beside ``live`` and ``routes``, started and stopped by ``bootstrap``. What a protocol's bytes mean is in
``captions``; here are the connections, their ends, and what is tried again.
"""

from meetingsvc.outward.caption_desk import Partial
from meetingsvc.outward.clients import Clients, opened

__all__ = ["Clients", "Partial", "opened"]
