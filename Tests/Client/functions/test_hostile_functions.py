"""Functions that mean harm, or are simply broken, hurt nobody but themselves."""

import concurrent.futures
import json
import os
import pathlib
import secrets
import time
import urllib.request

import pytest

from ring.functions import eventually, execution_role, make_function
from ring.target import REGION

pytestmark = [pytest.mark.martlet_only, pytest.mark.timeout(180)]
MEGABYTE = 1 << 20


@pytest.fixture
def server(durable):
    return durable


@pytest.fixture
def house(server, target_of):
    """Makes Python functions on a server with a data folder, beside one that must keep answering."""
    root = target_of(server).root
    role = execution_role(root, "function")

    def made(stem: str, text: str, **settings):
        settings = {"Runtime": "python3.13", "Handler": "app.handler", "Timeout": 10, **settings}
        return make_function(root, stem, {"app.py": text}, role=role, **settings)

    return made


@pytest.fixture
def neighbour(house):
    """Answers throughout, or the hostile one did harm."""
    function = house("neighbour", "def handler(event, context):\n    return event\n")
    assert function.invoke({"n": 0}).payload == {"n": 0}
    return function


@pytest.fixture
def unharmed(server, neighbour):
    """Runs something hostile; meanwhile and afterwards the server is healthy and the neighbour answers in time."""
    def checked(hostile):
        process = server.process.pid
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            running = pool.submit(hostile)
            while not running.done():
                began = time.monotonic()
                assert server.is_healthy(), "the server stopped answering"
                assert neighbour.invoke({"n": 1}).payload == {"n": 1}
                assert time.monotonic() - began < 5, "the neighbour was starved"
                time.sleep(0.1)
            outcome = running.result()
        assert server.process.poll() is None and server.process.pid == process
        assert neighbour.invoke({"n": 2}).payload == {"n": 2}
        return outcome

    return checked


ATTEMPTS = """
import os

def attempt(call):
    try:
        return repr(call())
    except BaseException as error:
        return f"{type(error).__name__}: {error}"

def read(path):
    with open(path, "rb") as file:
        return file.read(64)
"""


def test_the_host_cannot_be_read(house, unharmed, server, tmp_path):
    """Neither data, nor keys, nor what the server's own process holds."""
    data = tmp_path / "data"
    assert (data / "master.key").exists()
    function = house("reader", ATTEMPTS + """
def handler(event, context):
    seen = {path: attempt(lambda: read(path)) for path in event["files"]}
    seen.update({path: attempt(lambda: os.listdir(path)) for path in event["folders"]})
    seen["environment"] = dict(os.environ)
    return seen
""")
    process = server.process.pid
    files = [str(data / name) for name in ("martlet.sqlite", "master.key", "credentials", "endpoint")]
    files += [f"/proc/{process}/environ", f"/proc/{process}/maps", f"/proc/{process}/root{data}/master.key",
              f"/proc/1/root{data}/master.key", str(server.log_path), "/etc/shadow"]
    outcome = unharmed(lambda: function.invoke({"files": files, "folders": [str(data), "/home"]}))
    assert outcome.error is None, outcome.log
    environment = outcome.payload.pop("environment")
    for path, seen in outcome.payload.items():
        assert "Error" in seen or seen == "[]", (path, seen)
    master, credentials = (data / "master.key").read_bytes(), (data / "credentials").read_text()
    secret = credentials.split("aws_secret_access_key = ")[1].split()[0]
    assert secret not in json.dumps(environment) and master.hex() not in json.dumps(environment)
    assert environment["AWS_ACCESS_KEY_ID"].startswith("ASIA") and environment["AWS_REGION"] == REGION
    assert not [name for name in environment if name.startswith("MARTLET")]


def test_the_host_cannot_be_written(house, unharmed, server, tmp_path):
    """The code is read-only, and so is everything but /tmp."""
    function = house("writer", ATTEMPTS + """
def write(path):
    with open(path, "w") as file:
        file.write("evil")

def handler(event, context):
    return {path: attempt(lambda: write(path)) for path in event}
""")
    paths = [str(tmp_path / "data/evil"), str(tmp_path / "evil"), "/var/task/app.py"]
    paths += ["/usr/bin/evil", "/etc/evil", "/evil"]
    outcome = unharmed(lambda: function.invoke(paths))
    assert all("Error" in seen for seen in outcome.payload.values()), outcome.payload
    assert not (tmp_path / "data/evil").exists() and not (tmp_path / "evil").exists()
    assert function.invoke(["/tmp/fine"]).payload == {"/tmp/fine": "None"}


def test_the_server_cannot_be_signalled(house, unharmed, server):
    """Not by its process id, nor by a signal to everybody."""
    function = house("killer", ATTEMPTS + """
import signal

def handler(event, context):
    return [attempt(lambda: os.kill(process, signal.SIGKILL)) for process in event]
""")
    outcome = unharmed(lambda: function.invoke([server.process.pid, -server.process.pid]))
    assert all("Error" in seen for seen in outcome.payload), outcome.payload
    everybody = house("massacre", "import os\ndef handler(event, context):\n    os.kill(-1, 9)\n    return 1\n")
    unharmed(everybody.invoke)


def test_functions_do_not_see_each_other(house, neighbour):
    """Each environment has its own /tmp, processes and code."""
    secret = secrets.token_hex(8)
    keeper = house("keeper", f"""
def handler(event, context):
    open("/tmp/secret", "w").write("{secret}")
    return 1
""")
    keeper.invoke()
    spy = house("spy", """
import os

def handler(event, context):
    found = []
    for folder in ("/tmp", "/var/task", "/opt", "/proc"):
        for place, folders, files in os.walk(folder):
            for name in files:
                path = os.path.join(place, name)
                if folder == "/proc" and name not in ("environ", "cmdline"):
                    continue
                try:
                    with open(path, "rb") as file:
                        content = file.read(1 << 16)
                except OSError:
                    continue
                if any(word.encode() in content for word in event):
                    found.append(path)
    return found
""", Timeout=30)
    outcome = spy.invoke([secret, "AWS_LAMBDA_FUNCTION_NAME=keeper"])
    assert outcome.error is None, outcome.log
    assert outcome.payload == []


def test_a_fork_bomb_stays_in_its_environment(house, unharmed):
    """Processes are limited; the rest of the machine goes on."""
    function = house("bomb", """
import os

def handler(event, context):
    while True:
        try:
            os.fork()
        except OSError:
            pass
""", Timeout=3)
    outcome = unharmed(function.invoke)
    assert outcome.error == "Unhandled"
    eventually(lambda: count_processes("bomb") == 0, what="forked processes are left")


def count_processes(function: str) -> int:
    """Processes whose environment says that they belong to this function."""
    found = 0
    for folder in pathlib.Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and f"AWS_LAMBDA_FUNCTION_NAME={function}\0".encode() in (
                    folder / "environ").read_bytes():
                found += 1
        except OSError:
            continue
    return found


def test_tmp_is_limited(house, unharmed):
    """It fills at its size, with the error of a full disk; the host's disk does not."""
    function = house("filler", """
import os

def handler(event, context):
    size, piece = 0, b"x" * (1 << 20)
    try:
        with open("/tmp/big", "wb", buffering=0) as file:
            while size < 4096:
                size += file.write(piece) / len(piece)
    except OSError as error:
        return [error.errno, size]
    return [0, size]
""", Timeout=60, EphemeralStorage={"Size": 512}, MemorySize=1024)
    outcome = unharmed(function.invoke)
    if outcome.error is None:
        number, size = outcome.payload
        assert number in (27, 28, 122) and 400 <= size <= 520, outcome.payload
    else:
        assert "signal: killed" in json.dumps(outcome.payload) or "exited" in json.dumps(outcome.payload)


def test_memory_is_limited(house, unharmed):
    """An allocation without end ends the environment, not the server."""
    function = house("glutton", """
def handler(event, context):
    kept = []
    while True:
        kept.append(bytearray(8 << 20))
        for page in range(0, 8 << 20, 4096):
            kept[-1][page] = 1
""", Timeout=30, MemorySize=128)
    began = time.monotonic()
    outcome = unharmed(function.invoke)
    assert outcome.error == "Unhandled", outcome.payload
    assert outcome.payload["errorType"] in ("Runtime.ExitError", "Runtime.OutOfMemory", "MemoryError"), outcome.payload
    assert time.monotonic() - began < 25
    assert function.invoke().error == "Unhandled"


def test_a_deadline_cannot_be_ignored(house, unharmed):
    """Signals are caught, children are left behind, the loop never ends: all of it is gone after the limit."""
    function = house("stubborn", """
import os, signal

def handler(event, context):
    for number in range(1, 65):
        if number not in (signal.SIGKILL, signal.SIGSTOP, 32, 33):
            signal.signal(number, signal.SIG_IGN)
    if os.fork() == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
    while True:
        pass
""", Timeout=1)
    began = time.monotonic()
    outcome = unharmed(function.invoke)
    assert time.monotonic() - began < 6
    assert "Task timed out after 1.00 seconds" in json.dumps(outcome.payload)
    eventually(lambda: count_processes("stubborn") == 0, what="processes outlive their deadline")


def test_output_without_end_is_bounded(house, unharmed, server):
    """A line that never ends, and lines without number, do not fill the server's memory."""
    function = house("shouter", """
import sys

def handler(event, context):
    piece = "x" * (1 << 20)
    for _ in range(64):
        sys.stdout.write(piece)
    for number in range(200000):
        print(number)
    return "done"
""", Timeout=60)
    before = resident(server.process.pid)
    outcome = unharmed(function.invoke)
    assert outcome.error is None, outcome.payload
    assert len(outcome.log) <= 8 * 1024
    assert resident(server.process.pid) - before < 200 * MEGABYTE


def resident(process: int) -> int:
    """Bytes of memory that the process holds."""
    pages = int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize(("length", "fits"), [(6 * MEGABYTE - 2, True), (6 * MEGABYTE + 1_000, False)])
def test_answers_have_a_limit(house, unharmed, length, fits):
    """6 MB, and AWS's error above."""
    function = house("talker", "def handler(event, context):\n    return 'x' * event\n")
    outcome = unharmed(lambda: function.invoke(length))
    if fits:
        assert outcome.error is None and len(outcome.payload) == length
    else:
        assert outcome.error == "Unhandled"
        assert outcome.payload["errorType"] == "Function.ResponseSizeTooLarge"


def test_the_runtime_api_is_the_environments_own(house, neighbour):
    """Whoever guesses another environment's address may not answer in its place."""
    function = house("guesser", """
import os, socket

def handler(event, context):
    own = int(os.environ["AWS_LAMBDA_RUNTIME_API"].rsplit(":", 1)[1])
    answered = []
    for port in range(max(1, own - 50), own + 50):
        if port == own:
            continue
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=0.2) as connection:
                connection.sendall(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n")
                connection.settimeout(0.3)
                answer = connection.recv(4096)
                if b"Lambda-Runtime" in answer or b"lambda-runtime" in answer:
                    answered.append(port)
        except OSError:
            continue
    return answered
""", Timeout=60)
    outcome = function.invoke()
    assert outcome.error is None, outcome.log
    assert outcome.payload == []
    assert neighbour.invoke({"n": 5}).payload == {"n": 5}


def test_the_operators_pages_are_closed(house, server):
    """Functions share the loopback with the operator, but not the operator's rights."""
    function = house("curious", """
import os, urllib.error, urllib.request
def handler(event, context):
    try:
        return urllib.request.urlopen(os.environ["AWS_ENDPOINT_URL"] + "/_martlet/metrics", timeout=5).status
    except urllib.error.HTTPError as error:
        return error.code
""")
    assert function.invoke({}).payload == 403
    with urllib.request.urlopen(server.endpoint + "/_martlet/metrics", timeout=5) as answer:
        assert answer.status == 200
