"""Measures identity pools over the wire: what credentials cost beside the simplest signed call, and what size costs.

Imported by measure.py. `BENCH_IDENTITIES` says how many identities the large server has; they come as guests do, by
GetId, as fast as it takes them.
"""

import json
import os
import re
import subprocess

import boto3

import measure
import users

IDENTITIES = int(os.environ.get("BENCH_IDENTITIES", "1000000"))
FEW = 1000
# Guests whose credentials are asked for, made at moments spread over the filling.
SAMPLES = 400
TARGET = "AWSCognitoIdentityService."


def script(folder: str, operation: str, body: dict) -> str:
    path = os.path.join(folder, "identities.lua")
    with open(path, "w") as file:
        file.write(
            f'wrk.method = "POST"\nwrk.body = {json.dumps(json.dumps(body))}\n'
            f'wrk.headers["Content-Type"] = "application/x-amz-json-1.1"\n'
            f'wrk.headers["X-Amz-Target"] = "{TARGET}{operation}"\n')
    return path


def load(port: int, folder: str, operation: str, body: dict, seconds: int) -> tuple[int, float]:
    """Calls that were answered, and how many a second; fails on any answer that is not a success."""
    command = ["wrk", "-t1", f"-c{measure.CONNECTIONS}", f"-d{seconds}s", "-s", script(folder, operation, body)]
    output = subprocess.run([*command, f"http://127.0.0.1:{port}/"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"{operation} met failures:\n{output}")
    return int(re.search(r"(\d+) requests in", output).group(1)), float(
        re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


class Place:
    """A server of its own with a user pool, an identity pool that takes its users and guests, and roles for both."""

    def __init__(self, build: str, folder: str):
        self.folder, self.port = folder, measure.free_port()
        os.makedirs(folder)
        self.server = measure.serve(build, os.path.join(folder, "data"), self.port)
        measure.wait_for(f"http://127.0.0.1:{self.port}/_martlet/health")
        session = boto3.session.Session(
            region_name="us-east-1", aws_access_key_id=measure.ACCESS_KEY, aws_secret_access_key=measure.SECRET_KEY)
        endpoint = f"http://127.0.0.1:{self.port}"
        self.client = session.client("cognito-identity", endpoint_url=endpoint)
        iam = session.client("iam", endpoint_url=endpoint)
        self.users = users.Pool(session.client("cognito-idp", endpoint_url=endpoint), self.port, "bench")
        self.users.add("ada")
        self.provider = f"cognito-idp.us-east-1.amazonaws.com/{self.users.id}"
        self.pool = self.client.create_identity_pool(
            IdentityPoolName="bench", AllowUnauthenticatedIdentities=True,
            CognitoIdentityProviders=[{"ProviderName": self.provider, "ClientId": self.users.app}],
        )["IdentityPoolId"]
        self.client.set_identity_pool_roles(
            IdentityPoolId=self.pool,
            Roles={kind: self.role(iam, kind) for kind in ("authenticated", "unauthenticated")})
        self.logins = {self.provider: self.users.sign_in("ada")["IdToken"]}
        self.ada = self.call("GetId", {"IdentityPoolId": self.pool, "Logins": self.logins})["IdentityId"]
        self.guests: list[str] = []

    def role(self, iam, kind: str) -> str:
        trust = {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {"cognito-identity.amazonaws.com:aud": self.pool},
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": kind}}}]}
        return iam.create_role(RoleName=kind, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]

    def call(self, operation: str, body: dict) -> dict:
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET + operation}
        self.users.connection.request("POST", "/", json.dumps(body), headers)
        answer = self.users.connection.getresponse()
        content = json.loads(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{operation}: {content}")
        return content

    def fill(self, count: int) -> int:
        """Makes at least so many guests; answers how many there are. The last second may overshoot a little."""
        made, body = 0, {"IdentityPoolId": self.pool}
        while made < count:
            self.guests += [self.call("GetId", body)["IdentityId"] for _ in range(min(SAMPLES // 8, count - made))]
            made += min(SAMPLES // 8, count - made)
            # Whole seconds of load, until less than what the slowest machine does in one is missing.
            if count - made > FEW:
                requests, rate = load(self.port, self.folder, "GetId", body, 1)
                made += requests
                seconds = int((count - made) / rate / 4)
                if seconds > 1:
                    made += load(self.port, self.folder, "GetId", body, seconds)[0]
        return made

    def stop(self) -> None:
        measure.stopped(self.server)


def measure_rate(place: Place) -> tuple[str, str, str]:
    body = {"IdentityId": place.ada, "Logins": place.logins}
    ratios = []
    for _ in range(measure.ROUNDS):
        ours = load(place.port, place.folder, "GetCredentialsForIdentity", body, measure.SECONDS)[1]
        signed = measure.requests_per_second(place.port, place.folder)
        ratios.append((ours / signed, f"{ours:,.0f} of {signed:,.0f} a second"))
    ratio, detail = sorted(ratios)[len(ratios) // 2]
    return (
        "GetCredentialsForIdentity with a user-pool token, of signed GetCallerIdentity", "at least 40 %",
        f"{ratio:.0%} ({detail})")


def measure_size(small: Place, large: Place, count: int) -> list[tuple[str, str, str]]:
    """The two servers take turns."""
    turns = {place: 0 for place in (small, large)}

    def guest(place: Place) -> str:
        turns[place] += 1
        return place.guests[turns[place] % len(place.guests)]

    actions = {
        "credentials for a user": lambda place: place.call(
            "GetCredentialsForIdentity", {"IdentityId": place.ada, "Logins": place.logins}),
        "credentials for guests": lambda place: place.call(
            "GetCredentialsForIdentity", {"IdentityId": guest(place)}),
        "GetId by a login": lambda place: place.call(
            "GetId", {"IdentityPoolId": place.pool, "Logins": place.logins}),
        "GetId of a new guest": lambda place: place.call("GetId", {"IdentityPoolId": place.pool}),
        "a page of ListIdentities": lambda place: place.client.list_identities(
            IdentityPoolId=place.pool, MaxResults=20),
    }
    rows = []
    for name, action in actions.items():
        ratios = []
        for _ in range(3):
            ours, base = (users.middle(users.timed(lambda: action(place))) for place in (large, small))
            ratios.append((ours / base, f"{ours * 1000:.2f} ms of {base * 1000:.2f} ms"))
        ratio, detail = sorted(ratios)[1]
        rows.append((f"{name} with {count:,} identities, of {FEW:,}", "at most 1.3 times", f"{ratio:.2f} times ({detail})"))
    return rows


def measure_identities(build: str, folder: str) -> list[tuple[str, str, str]]:
    places: list[Place] = []
    try:
        for name in ("few-identities", "many-identities"):
            places.append(Place(build, os.path.join(folder, name)))
        small, large = places
        rows = [measure_rate(small)]
        small.fill(FEW)
        return rows + measure_size(small, large, large.fill(IDENTITIES))
    finally:
        for place in places:
            place.stop()
