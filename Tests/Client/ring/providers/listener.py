"""A host of the world outside, on a free port of the loopback: answers as that host does, or misbehaves when told."""

import contextlib
import dataclasses
import http.server
import json
import threading
import urllib.parse
from collections.abc import Callable, Iterator


@dataclasses.dataclass(frozen=True)
class Request:
    """What came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: object
    body: bytes = b""

    def bearer(self) -> str | None:
        """The token of an Authorization header."""
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        return token if kind.lower() in ("bearer", "oauth") and "=" not in token.strip("=") else None


@dataclasses.dataclass(frozen=True)
class Answer:
    """A status with a JSON document, or with bytes as they are."""

    status: int
    document: object
    headers: dict[str, str] = dataclasses.field(default_factory=dict)

    def body(self) -> bytes:
        return self.document if isinstance(self.document, bytes) else json.dumps(self.document).encode()


# What a fault does to a request instead of answering it.
Fault = Callable[[http.server.BaseHTTPRequestHandler, threading.Event], None]


class Listener:
    """One host. Subclasses say in `answer` what it knows; faults come and go by `failing`."""

    def __init__(self, host: str):
        self.host = host
        self.requests: list[Request] = []
        self.fault: Fault | None = None
        self.released = threading.Event()
        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.httpd.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.httpd.server_port}"
        threading.Thread(target=self.httpd.serve_forever, args=[0.05], daemon=True).start()

    def answer(self, request: Request) -> Answer:
        return Answer(404, {"error": f"nothing is at {request.path}"})

    def calm(self) -> None:
        """Forgets what a test did."""
        self.requests.clear()
        self.fault = None

    def close(self) -> None:
        self.released.set()
        self.httpd.shutdown()
        self.httpd.server_close()

    @contextlib.contextmanager
    def failing(self, fault: Fault) -> Iterator[None]:
        """Every request inside meets the fault; those that still hang at the end are let go."""
        self.fault, self.released = fault, threading.Event()
        try:
            yield
        finally:
            self.fault = None
            self.released.set()

    def handler(self) -> type:
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = Request(self.command, url.path, query, self.headers, body)
                listener.requests.append(request)
                with contextlib.suppress(OSError):
                    if listener.fault:
                        listener.fault(self, listener.released)
                    else:
                        say(self, listener.answer(request))

            do_POST = do_GET

            def log_message(self, *arguments):
                """Says nothing on the tests' output."""

        return Handler


def say(handler: http.server.BaseHTTPRequestHandler, answer: Answer) -> None:
    body = answer.body()
    handler.send_response(answer.status)
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **answer.headers}
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
