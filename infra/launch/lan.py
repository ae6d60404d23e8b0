"""`./studio up --lan`: the studio answers in the network it is in, so that phones reach it."""

import socket
from collections.abc import Mapping
from ipaddress import ip_address

from launch.words import Failure

USUAL_HOSTS = "127.0.0.1,localhost,[::1]"
SOMEWHERE = ("10.255.255.255", 1)  # nothing is sent there: the system only says which of its addresses it would use


def address() -> str:
    """This machine's address in its network. Raises Failure when it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE)
            found = str(probe.getsockname()[0])
        except OSError:
            found = "127.0.0.1"
    if ip_address(found).is_loopback or ip_address(found).is_unspecified:
        raise Failure("This machine is in no network, so no phone can reach it. Join one, or leave out `--lan`.")
    return found


def environment(given: Mapping[str, str], found: str, port: int) -> dict[str, str]:
    """The variables that let others in: what the operator has set stays as it is.

    Nobody may sign up unless the operator says so; the demo login is for requests from this machine in any case.
    """
    hosts = f"{given.get('STUDIO_HOSTS') or USUAL_HOSTS},{found}"
    return {
        "STUDIO_HOSTS": hosts,
        "STUDIO_PUBLIC_URL": given.get("STUDIO_PUBLIC_URL") or f"http://{found}:{port}",
        "STUDIO_OPEN_SIGNUP": given.get("STUDIO_OPEN_SIGNUP") or "0",
    }
