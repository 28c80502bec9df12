"""The manager of services that started the nightly, where one did: it is told that the watch began, and what it does.

As sd_notify(3) has it: assignments in one datagram to the socket that ``NOTIFY_SOCKET`` names.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress

VARIABLE = "NOTIFY_SOCKET"
READY, STOPPING = "READY=1", "STOPPING=1"


def is_managed() -> bool:
    """Whether a manager started this, which starts again what fails."""
    return bool(os.environ.get(VARIABLE))


def tell_manager(status: str, *states: str) -> None:
    """Tell the manager what is being done, in a few words that ``systemctl status`` shows. Nobody may be listening."""
    address = os.environ.get(VARIABLE, "")
    if not address:
        return
    name = "\0" + address[1:] if address.startswith("@") else address
    message = "\n".join((*states, f"STATUS={status}"))
    # It is a courtesy: whatever is wrong with the socket, the nights go on.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.sendto(message.encode(), name)
