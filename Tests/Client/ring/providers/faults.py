"""How a provider can go wrong."""

import gzip

from ring.providers.listener import Answer, Fault, say

HANG_SECONDS = 60
MEGABYTE = 1 << 20


def hanging() -> Fault:
    """Takes the request and says nothing."""
    return lambda handler, released: released.wait(HANG_SECONDS) and None


def dripping() -> Fault:
    """Sends a byte now and then, for ever: each one comes in time, the answer never."""
    def fault(handler, released):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        while not released.wait(0.1):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return fault


def flooding(megabytes: int = 512) -> Fault:
    """Answers more than anybody can want."""
    def fault(handler, released):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        for _ in range(megabytes):
            if released.is_set():
                return
            handler.wfile.write(b"[" * MEGABYTE)

    return fault


def answering(status: int, document: object, **headers: str) -> Fault:
    """Gives the same answer to everything."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, released: say(handler, Answer(status, document, named))


def inflating(megabytes: int = 256) -> Fault:
    """A small answer that unpacks to a large one."""
    packed = gzip.compress(b" " * (megabytes * MEGABYTE), 1)
    return answering(200, packed, Content_Encoding="gzip")


def hanging_up() -> Fault:
    """Closes the connection instead of answering."""
    def fault(handler, released):
        handler.close_connection = True
        handler.connection.close()

    return fault
