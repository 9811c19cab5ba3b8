"""Measures functions over the wire: what an invocation costs beside the same code without a server.

Imported by measure.py. A load of one signed request, repeated, as for the other measures.
"""

import http.client
import http.server
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import threading
import time
import zipfile

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import measure

EVENT = json.dumps({"message": "hello", "numbers": list(range(20))}).encode()
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
ECHO = "exports.handler = async (event) => event;\n"
# The same function over a bare pipe: a line in, a line out.
PIPE = """
const { handler } = require('./index.js');
require('readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  process.stdout.write(JSON.stringify(await handler(JSON.parse(line))) + '\\n');
});
"""
CALLS = 2000
STARTS = 7


def middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100755 << 16
            file.writestr(entry, content)
    return buffer.getvalue()


class Functions:
    """A server with the functions to be measured, and a client that signs once."""

    def __init__(self, port: int):
        self.endpoint, self.port = f"http://127.0.0.1:{port}", port
        keys = {"aws_access_key_id": measure.ACCESS_KEY, "aws_secret_access_key": measure.SECRET_KEY}
        session = boto3.session.Session(region_name="us-east-1", **keys)
        self.client = session.client("lambda", endpoint_url=self.endpoint)
        iam = session.client("iam", endpoint_url=self.endpoint)
        iam.create_role(RoleName="bench", AssumeRolePolicyDocument=json.dumps(TRUST))
        policy = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        iam.attach_role_policy(RoleName="bench", PolicyArn=policy)
        self.role = iam.get_role(RoleName="bench")["Role"]["Arn"]

    def create(self, name: str, runtime: str, handler: str, files: dict[str, bytes]) -> None:
        self.client.create_function(
            FunctionName=name, Runtime=runtime, Handler=handler, Role=self.role, Timeout=30, MemorySize=512,
            Code={"ZipFile": archive(files)})
        self.client.get_waiter("function_active_v2").wait(FunctionName=name)

    def path(self, name: str) -> str:
        return f"/2015-03-31/functions/{name}/invocations"

    def headers(self, name: str) -> dict[str, str]:
        request = AWSRequest("POST", self.endpoint + self.path(name), data=EVENT)
        SigV4Auth(Credentials(measure.ACCESS_KEY, measure.SECRET_KEY), "lambda", "us-east-1").add_auth(request)
        return dict(request.headers.items())

    def invoke(self, connection: http.client.HTTPConnection, name: str, headers: dict[str, str]) -> float:
        start = time.perf_counter()
        connection.request("POST", self.path(name), EVENT, headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or answer.headers.get("X-Amz-Function-Error") or (json.loads(EVENT) not in (json.loads(body), json.loads(body).get("event"))):
            raise SystemExit(f"{name}: {answer.status} {body[:500]!r}")
        return time.perf_counter() - start

    def warm(self, name: str) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        headers = self.headers(name)
        for _ in range(50):
            self.invoke(connection, name, headers)
        return [self.invoke(connection, name, headers) for _ in range(CALLS)]

    def cold(self, name: str) -> list[float]:
        """Each configuration has environments of its own, so that a change makes the next invocation a first one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        times = []
        for number in range(STARTS):
            self.client.update_function_configuration(FunctionName=name, Description=f"start {number}")
            self.client.get_waiter("function_updated_v2").wait(FunctionName=name)
            times.append(self.invoke(connection, name, self.headers(name)))
        return times

    def rate(self, name: str, folder: str) -> float:
        script = os.path.join(folder, "invoke.lua")
        headers = "\n".join(f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in self.headers(name).items())
        pathlib.Path(script).write_text(f'wrk.method = "POST"\nwrk.body = {json.dumps(EVENT.decode())}\n{headers}\n')
        command = ["wrk", "-t1", "-c16", f"-d{measure.SECONDS}s", "-s", script, self.endpoint + self.path(name)]
        subprocess.run([*command[:3], "-d2s", *command[4:]], capture_output=True, check=True)
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in output or "Socket errors" in output:
            raise SystemExit(f"the load met failures:\n{output}")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def over_a_pipe(folder: str) -> list[float]:
    code = pathlib.Path(folder, "pipe")
    code.mkdir()
    (code / "index.js").write_text(ECHO)
    (code / "pipe.js").write_text(PIPE)
    child = subprocess.Popen(["node", str(code / "pipe.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    times = []
    for _ in range(CALLS + 50):
        start = time.perf_counter()
        child.stdin.write(EVENT + b"\n")
        line = b""
        while not line.endswith(b"\n"):
            line += child.stdout.read(65536)
        json.loads(line)
        times.append(time.perf_counter() - start)
    child.stdin.close()
    child.wait(timeout=10)
    return times[50:]


def start_of_node() -> list[float]:
    times = []
    for _ in range(STARTS):
        start = time.perf_counter()
        subprocess.run(["node", "-e", "0"], check=True)
        times.append(time.perf_counter() - start)
    return times


class OneEvent(http.server.BaseHTTPRequestHandler):
    """The least Runtime API: one event, then nothing more."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.server.given:
            self.server.release.wait(20)
        self.server.given = True
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "bench")
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int(time.time() * 1000) + 60_000))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:bench")
        self.send_header("Content-Length", str(len(EVENT)))
        self.end_headers()
        self.wfile.write(EVENT)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.answered = time.perf_counter()
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.server.done.set()

    def log_message(self, *_) -> None:
        pass


def start_of_bootstrap(bootstrap: pathlib.Path) -> list[float]:
    """From the start of the process to its first answer, with nothing between it and its Runtime API."""
    times = []
    for _ in range(STARTS):
        api = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OneEvent)
        api.given, api.done, api.release = False, threading.Event(), threading.Event()
        threading.Thread(target=api.serve_forever, daemon=True).start()
        environment = {**os.environ, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}", "_HANDLER": "echo"}
        start = time.perf_counter()
        child = subprocess.Popen([str(bootstrap)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        api.done.wait(20)
        times.append(api.answered - start)
        child.kill()
        child.wait(timeout=10)
        api.release.set()
        api.shutdown()
    return times


def measure_functions(build: str, folder: str) -> list[tuple[str, str, str]]:
    if shutil.which("node") is None:
        raise SystemExit("the measures of functions need node")
    port = measure.free_port()
    server = measure.serve(build, os.path.join(folder, "functions"), port)
    rows = []
    try:
        measure.wait_for(f"http://127.0.0.1:{port}/_martlet/health")
        functions = Functions(port)
        functions.create("echo", "nodejs20.x", "index.handler", {"index.js": ECHO.encode()})
        warm, bare = middle(functions.warm("echo")), middle(over_a_pipe(folder))
        rows.append((
            "warm Node.js echo, beyond the same function over a bare pipe, p50", "at most 1.5 ms more",
            f"{(warm - bare) * 1000:.2f} ms more ({warm * 1000:.2f} against {bare * 1000:.2f} ms)"))
        rates = [functions.rate("echo", folder) for _ in range(measure.ROUNDS)]
        rows.append((
            "warm invocations a second, 16 connections", "at least 1,500",
            f"{middle(rates):,.0f} ({', '.join(f'{each:,.0f}' for each in rates)})"))
        cold, bare = middle(functions.cold("echo")), middle(start_of_node())
        rows.append((
            "cold start of Node.js, above `node -e 0`", "at most 60 ms",
            f"{(cold - bare) * 1000:.0f} ms ({cold * 1000:.0f} against {bare * 1000:.0f} ms)"))
        bootstrap = pathlib.Path("Examples/swift-function/.build/function/bootstrap")
        if bootstrap.exists():
            functions.create("swift", "provided.al2023", "echo", {"bootstrap": bootstrap.read_bytes()})
            cold, bare = middle(functions.cold("swift")), middle(start_of_bootstrap(bootstrap))
            rows.append((
                "cold start of a Swift bootstrap, above its own start", "at most 40 ms",
                f"{(cold - bare) * 1000:.0f} ms ({cold * 1000:.0f} against {bare * 1000:.0f} ms)"))
    finally:
        measure.stopped(server)
    return rows
