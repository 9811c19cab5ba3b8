"""Measures user pools over the wire: what a sign-in costs beside its bare arithmetic, and what size costs.

Imported by measure.py. `BENCH_USERS` says how many users the large pool has; they come by CSV import.
"""

import ctypes
import ctypes.util
import http.client
import json
import os
import re
import secrets
import statistics
import subprocess
import time
import urllib.request

import boto3
from pycognito.aws_srp import AWSSRP, N_HEX

import measure

PASSWORD = "correct-Horse-battery-9"
SIGN_INS = 200
LOOKUPS = 400
USERS = int(os.environ.get("BENCH_USERS", "1000000"))
# A file has at most 16 MiB here.
IMPORT_LIMIT = 150_000
TARGET = "AWSCognitoIdentityProviderService."


def middle(values: list[float]) -> float:
    return statistics.median(values)


class Crypto:
    """OpenSSL itself, called without anything between."""

    def __init__(self):
        self.library = ctypes.CDLL(ctypes.util.find_library("crypto"))
        for name in ("BN_new", "BN_CTX_new", "BN_MONT_CTX_new", "BN_bin2bn"):
            getattr(self.library, name).restype = ctypes.c_void_p

    def number(self, value: int) -> ctypes.c_void_p:
        data = value.to_bytes((value.bit_length() + 7) // 8, "big")
        return ctypes.c_void_p(self.library.BN_bin2bn(data, len(data), None))

    def power_seconds(self, bits: int) -> float:
        """CPU time of one constant-time power of so long an exponent modulo SRP's prime."""
        prime = int(N_HEX, 16)
        modulus, context = self.number(prime), ctypes.c_void_p(self.library.BN_CTX_new())
        montgomery = ctypes.c_void_p(self.library.BN_MONT_CTX_new())
        self.library.BN_MONT_CTX_set(montgomery, modulus, context)
        result, base = ctypes.c_void_p(self.library.BN_new()), self.number(secrets.randbelow(prime))
        exponent = self.number(secrets.randbits(bits) | 1 << bits - 1)
        rounds = 300
        start = time.process_time()
        for _ in range(rounds):
            self.library.BN_mod_exp_mont_consttime(result, base, exponent, modulus, context, montgomery)
        return (time.process_time() - start) / rounds


def signature_seconds() -> float:
    """CPU time of one RSA-2048 signature, as `openssl speed` counts it."""
    output = subprocess.run(
        ["openssl", "speed", "-seconds", "2", "rsa2048"], capture_output=True, text=True, check=True).stdout
    return float(re.search(r"rsa 2048 bits ([\d.]+)s", output).group(1))


def processor_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def settle(pid: int) -> None:
    """Waits until the server has nothing more to do by itself: new pools have it make keys for later."""
    for _ in range(120):
        before = processor_seconds(pid)
        time.sleep(1)
        if processor_seconds(pid) - before <= 0.02:
            return
    raise SystemExit("the server does not come to rest")


class Pool:
    """A pool with a client, and bare calls as apps make them."""

    def __init__(self, client, port: int, name: str):
        self.client, self.port = client, port
        self.id = client.create_user_pool(
            PoolName=name, UsernameConfiguration={"CaseSensitive": False}, AutoVerifiedAttributes=["email"],
        )["UserPool"]["Id"]
        flows = [f"ALLOW_{flow}_AUTH" for flow in ("USER_SRP", "USER_PASSWORD", "REFRESH_TOKEN")]
        self.app = client.create_user_pool_client(
            UserPoolId=self.id, ClientName="bench", ExplicitAuthFlows=flows, PreventUserExistenceErrors="ENABLED",
        )["UserPoolClient"]["ClientId"]
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def add(self, name: str) -> None:
        self.client.admin_create_user(
            UserPoolId=self.id, Username=name, MessageAction="SUPPRESS",
            UserAttributes=[{"Name": "email", "Value": f"{name}@example.com"}, {"Name": "email_verified", "Value": "true"}])
        self.client.admin_set_user_password(UserPoolId=self.id, Username=name, Password=PASSWORD, Permanent=True)

    def call(self, operation: str, body: dict) -> tuple[int, dict]:
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET + operation}
        try:
            self.connection.request("POST", "/", json.dumps(body), headers)
            answer = self.connection.getresponse()
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            # The server lets go of a connection that was silent for long, as while a pool was filled.
            self.connection.close()
            self.connection.request("POST", "/", json.dumps(body), headers)
            answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read())

    def sign_in(self, name: str) -> dict:
        srp = AWSSRP(
            username=name, password=PASSWORD, pool_id=self.id, client_id=self.app, client=self.client)
        _, first = self.call(
            "InitiateAuth",
            {"AuthFlow": "USER_SRP_AUTH", "ClientId": self.app, "AuthParameters": srp.get_auth_params()})
        answers = srp.process_challenge(first["ChallengeParameters"], srp.get_auth_params())
        status, second = self.call(
            "RespondToAuthChallenge",
            {"ChallengeName": "PASSWORD_VERIFIER", "ClientId": self.app, "ChallengeResponses": answers})
        if status != 200:
            raise SystemExit(f"sign-in of {name}: {second}")
        return second["AuthenticationResult"]


def rate(port: int, folder: str, operation: str, body: dict) -> float:
    script = os.path.join(folder, "users.lua")
    with open(script, "w") as file:
        file.write(
            f'wrk.method = "POST"\nwrk.body = {json.dumps(json.dumps(body))}\n'
            f'wrk.headers["Content-Type"] = "application/x-amz-json-1.1"\n'
            f'wrk.headers["X-Amz-Target"] = "{TARGET}{operation}"\n')
    command = ["wrk", "-t1", f"-c{measure.CONNECTIONS}", f"-d{measure.SECONDS}s", "-s", script]
    output = subprocess.run([*command, f"http://127.0.0.1:{port}/"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"{operation} met failures:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def measure_cost(pool: Pool, pid: int) -> tuple[str, str, str]:
    for _ in range(20):
        pool.sign_in("ada")
    settle(pid)
    start = processor_seconds(pid)
    for _ in range(SIGN_INS):
        pool.sign_in("ada")
    ours = (processor_seconds(pid) - start) / SIGN_INS
    # The server's secret has 320 bits, and is used twice; the hash of both public values has 256.
    powers = 2 * Crypto().power_seconds(320) + Crypto().power_seconds(256)
    signatures = 2 * signature_seconds()
    bare = powers + signatures
    detail = f"{ours * 1000:.2f} ms of {powers * 1000:.2f} ms for three powers and {signatures * 1000:.2f} ms for two signatures"
    return ("CPU of an SRP sign-in, of its bare OpenSSL operations", "at most 1.5 times", f"{ours / bare:.2f} times ({detail})")


def measure_rates(pool: Pool, port: int, folder: str) -> list[tuple[str, str, str]]:
    tokens = pool.sign_in("ada")
    loads = {
        "GetUser": ("GetUser", {"AccessToken": tokens["AccessToken"]}),
        "refresh": ("InitiateAuth", {
            "AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": pool.app,
            "AuthParameters": {"REFRESH_TOKEN": tokens["RefreshToken"]}}),
    }
    rows = []
    for name, (operation, body) in loads.items():
        ratios = []
        for _ in range(measure.ROUNDS):
            ours, signed = rate(port, folder, operation, body), measure.requests_per_second(port, folder)
            ratios.append((ours / signed, f"{ours:,.0f} of {signed:,.0f} a second"))
        ratio, detail = sorted(ratios)[len(ratios) // 2]
        rows.append((f"{name}, of signed GetCallerIdentity", "at least 40 %", f"{ratio:.0%} ({detail})"))
    return rows


def fill(pool: Pool, count: int) -> None:
    """By import jobs, as an operator moves a pool: the header that the server gives, a line a user."""
    header = pool.client.get_csv_header(UserPoolId=pool.id)["CSVHeader"]
    role = "arn:aws:iam::000000000000:role/import"
    for first in range(0, count, IMPORT_LIMIT):
        job = pool.client.create_user_import_job(JobName=f"fill-{first}", UserPoolId=pool.id, CloudWatchLogsRoleArn=role)
        job = job["UserImportJob"]
        lines = [",".join(header)]
        for number in range(first, min(first + IMPORT_LIMIT, count)):
            values = {
                "cognito:username": f"user{number}", "email": f"user{number}@example.com", "email_verified": "true",
                "cognito:mfa_enabled": "false"}
            lines.append(",".join(values.get(name, "") for name in header))
        request = urllib.request.Request(job["PreSignedUrl"], data="\n".join(lines).encode(), method="PUT")
        urllib.request.urlopen(request, timeout=600).read()
        pool.client.start_user_import_job(UserPoolId=pool.id, JobId=job["JobId"])
        while job["Status"] not in ("Succeeded", "Failed", "Stopped"):
            time.sleep(0.5)
            job = pool.client.describe_user_import_job(UserPoolId=pool.id, JobId=job["JobId"])["UserImportJob"]
        if job["FailedUsers"] or job["SkippedUsers"]:
            raise SystemExit(f"the import went wrong: {job}")


def timed(action) -> list[float]:
    times = []
    for _ in range(LOOKUPS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return times


def measure_size(small: Pool, large: Pool) -> list[tuple[str, str, str]]:
    """The two pools take turns."""
    rows = []
    tokens = {pool.id: pool.sign_in("ada")["AccessToken"] for pool in (small, large)}
    proof = {"ClientId": None, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "ada", "PASSWORD": PASSWORD}}
    actions = {
        "sign-in": lambda pool: pool.call("InitiateAuth", {**proof, "ClientId": pool.app}),
        "GetUser": lambda pool: pool.call("GetUser", {"AccessToken": tokens[pool.id]}),
        "ListUsers by e-mail": lambda pool: pool.client.list_users(
            UserPoolId=pool.id, Filter='email = "user77@example.com"'),
        "a page of ListUsers": lambda pool: pool.client.list_users(UserPoolId=pool.id, Limit=20),
    }
    for name, action in actions.items():
        ratios = []
        for _ in range(3):
            ours, base = middle(timed(lambda: action(large))), middle(timed(lambda: action(small)))
            ratios.append((ours / base, f"{ours * 1000:.2f} ms of {base * 1000:.2f} ms"))
        ratio, detail = sorted(ratios)[1]
        rows.append((f"{name} with {USERS:,} users, of 1,000", "at most 1.3 times", f"{ratio:.2f} times ({detail})"))
    return rows


def welch(left: list[float], right: list[float]) -> float:
    spread = statistics.variance(left) / len(left) + statistics.variance(right) / len(right)
    return abs(statistics.mean(left) - statistics.mean(right)) / spread**0.5


def measure_users(build: str, folder: str) -> list[tuple[str, str, str]]:
    import timing  # It stands on this module.

    port = measure.free_port()
    server = measure.serve(build, os.path.join(folder, "users"), port)
    try:
        measure.wait_for(f"http://127.0.0.1:{port}/_martlet/health")
        client = boto3.session.Session(
            region_name="us-east-1", aws_access_key_id=measure.ACCESS_KEY, aws_secret_access_key=measure.SECRET_KEY,
        ).client("cognito-idp", endpoint_url=f"http://127.0.0.1:{port}")
        small, large = Pool(client, port, "small"), Pool(client, port, "large")
        for pool in (small, large):
            pool.add("ada")
        rows = [measure_cost(small, server.pid), *measure_rates(small, port, folder), *timing.measure_timing(small)]
        fill(small, 1000)
        fill(large, USERS)
        return rows + measure_size(small, large)
    finally:
        measure.stopped(server)
