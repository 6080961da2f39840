"""Ask a process of this container whether it is ready: ``python -m chassis.probe PORT``, exit code 0 when it is.

For images without curl. It runs every few seconds beside each process, so it imports next to nothing.
"""

from __future__ import annotations

import http.client
import sys


def is_ready(port: int, *, timeout: float = 4) -> bool:
    """Tell whether ``/readyz`` of this port answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(sys.argv[1])) else 1)
