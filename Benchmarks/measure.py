"""Measures what Martlet promises, as ratios taken in one run on one machine.

Usage: measure.py BUILD_FOLDER. Prints a Markdown table; absolute figures mean nothing beyond the run.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ACCESS_KEY = "AKIABENCHMARKROOT001"
SECRET_KEY = "benchmark/secret/key/of/forty/characters"
BODY = b"Action=GetCallerIdentity&Version=2011-06-15"
SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
CONNECTIONS = 32


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, data: bytes | None = None, limit: float = 20.0) -> float:
    """Seconds from now until the address answers at all."""
    start = time.perf_counter()
    while time.perf_counter() - start < limit:
        try:
            urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=1).read()
            return time.perf_counter() - start
        except OSError:
            time.sleep(0.001)
    raise SystemExit(f"{url} did not answer within {limit} s")


def signed_headers(port: int) -> dict[str, str]:
    request = AWSRequest(
        "POST",
        f"http://127.0.0.1:{port}/",
        data=BODY,
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Host": f"127.0.0.1:{port}"},
    )
    SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY), "sts", "us-east-1").add_auth(request)
    return {name: value for name, value in request.headers.items() if name.lower() != "content-length"}


def requests_per_second(port: int, folder: str) -> float:
    """Load from wrk with one signed request, repeated; fails on any answer that is not a success."""
    script = os.path.join(folder, "request.lua")
    headers = "\n".join(f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in signed_headers(port).items())
    with open(script, "w") as file:
        file.write(f'wrk.method = "POST"\nwrk.body = {json.dumps(BODY.decode())}\n{headers}\n')
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script, f"http://127.0.0.1:{port}/"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"the load met failures:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def started(command: list[str]) -> subprocess.Popen:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stopped(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)


def resident_megabytes(pid: int) -> float:
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(r"VmRSS:\s+(\d+) kB", file.read()).group(1)) / 1024


def serve(build: str, folder: str, port: int) -> subprocess.Popen:
    return started(
        [f"{build}/martlet", "serve", "--data", folder, "--port", str(port)]
        + ["--root-access-key", ACCESS_KEY, "--root-secret-key", SECRET_KEY, "--user-pool-rates", "all=0",
           "--identity-pool-rates", "all=0"]
    )


def measure_requests(build: str, folder: str) -> list[tuple[str, str, str]]:
    """The two servers take turns, so that a slow moment of the machine meets both."""
    data = os.path.join(folder, "data")
    echo_port, port = free_port(), free_port()
    echo, server = started([f"{build}/bench-echo", str(echo_port)]), serve(build, data, port)
    try:
        wait_for(f"http://127.0.0.1:{echo_port}/", b"x")
        wait_for(f"http://127.0.0.1:{port}/_martlet/health")
        pairs = [(requests_per_second(echo_port, folder), requests_per_second(port, folder)) for _ in range(ROUNDS)]
    finally:
        stopped(echo)
        stopped(server)
    ratio = sorted(ours / bare for bare, ours in pairs)[len(pairs) // 2]
    detail = ", ".join(f"{ours:,.0f} of {bare:,.0f} a second" for bare, ours in pairs)
    return [("signed GetCallerIdentity, of a bare Hummingbird echo", "at least 60 %", f"{ratio:.0%} ({detail})")]


def measure_start(build: str, folder: str) -> list[tuple[str, str, str]]:
    """Starts on the folder that the load has left, so with a database to open."""
    data = os.path.join(folder, "data")
    times, sizes = [], []
    for _ in range(5):
        port = free_port()
        server = serve(build, data, port)
        try:
            times.append(wait_for(f"http://127.0.0.1:{port}/_martlet/health"))
            time.sleep(1)
            sizes.append(resident_megabytes(server.pid))
        finally:
            stopped(server)
    return [
        ("first answer after process start", "at most 100 ms", f"{sorted(times)[2] * 1000:.0f} ms"),
        ("resident memory, idle", "at most 40 MB", f"{sorted(sizes)[2]:.1f} MB"),
    ]


def measure_micro(build: str, folder: str) -> list[tuple[str, str, str]]:
    output = subprocess.run([f"{build}/bench-micro", folder], capture_output=True, text=True, check=True).stdout
    return [tuple(json.loads(line)) for line in output.splitlines()]


def main() -> None:
    import functions  # They stand on this module.
    import identities
    import users

    build = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        rows = measure_requests(build, folder) + measure_start(build, folder) + measure_micro(build, folder)
        rows += functions.measure_functions(build, folder) + users.measure_users(build, folder)
        rows += identities.measure_identities(build, folder)
    print("| measure | promised | measured |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
