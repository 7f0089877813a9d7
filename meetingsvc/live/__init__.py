"""The live side: Socket.IO on `/live`, and what changes in a meeting sent to everyone who follows it.

Serves patches of the read model's views; commands go to the service. Knows no pages, and nothing of storage.
"""

from meetingsvc.live.hub import Hub, attach
from meetingsvc.live.limits import Limits, Rate

__all__ = ["Hub", "Limits", "Rate", "attach"]
