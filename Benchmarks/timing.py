"""Compares how long calls take for a name that is somebody's and for one that is nobody's, where users are hidden.

Usage: timing.py BUILD_FOLDER, or timing.py --port PORT for a server that is running (its root has measure.py's keys,
and it must not cap rates). `TIMING_ROUNDS` says how many pairs of calls each path makes. Prints a Markdown table and
fails where a path is told apart.

The bound: Welch's t between both sides stays below 4.5, which noise alone exceeds about once in 150,000 runs. Both
names are called in turns, in random order, after a few calls that count for nothing; the slowest twentieth of each
side, which is the machine's, is left out.
"""

import base64
import hashlib
import os
import random
import statistics
import sys
import tempfile
import time

import boto3

import measure
import users

ROUNDS = int(os.environ.get("TIMING_ROUNDS", "1000"))
BOUND = 4.5
WARM_UP = 20
# A name is tried so often an hour before caps and locks answer; each known user is used less than that.
TRIES = 4


def paths(pool: users.Pool) -> dict:
    public = base64.b16encode(hashlib.sha256(b"a").digest() * 12).decode()
    begin = {"ClientId": pool.app, "AuthFlow": "USER_SRP_AUTH"}
    sent = {"ClientId": pool.app, "AuthFlow": "USER_PASSWORD_AUTH"}
    wrong = "wrong-Password-1"
    return {
        "SRP": lambda name: ("InitiateAuth", {**begin, "AuthParameters": {"USERNAME": name, "SRP_A": public}}),
        "password": lambda name: ("InitiateAuth", {**sent, "AuthParameters": {"USERNAME": name, "PASSWORD": wrong}}),
        "ForgotPassword": lambda name: ("ForgotPassword", {"ClientId": pool.app, "Username": name}),
        "ConfirmForgotPassword": lambda name: ("ConfirmForgotPassword", {
            "ClientId": pool.app, "Username": name, "ConfirmationCode": "1", "Password": wrong}),
    }


def compare(pool: users.Pool, action, known: list[str], label: str, rounds: int) -> tuple[float, tuple[float, float]]:
    """Welch's t of both sides, and their means in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP + rounds):
        pair = [(0, known[number % len(known)]), (1, f"ghost-{label}-{number % len(known):05}")]
        random.shuffle(pair)
        for side, name in pair:
            operation, body = action(name)
            start = time.perf_counter()
            pool.call(operation, body)
            if number >= WARM_UP:
                times[side].append(time.perf_counter() - start)
    trimmed = [sorted(side)[: max(len(side) * 19 // 20, 2)] for side in times]
    return users.welch(*trimmed), tuple(statistics.mean(side) * 1000 for side in trimmed)


def measure_timing(pool: users.Pool, rounds: int = ROUNDS) -> list[tuple[str, str, str]]:
    rows = []
    for label, action in paths(pool).items():
        # Names as long as those of nobody; new ones for each path, so that no lock or cap answers.
        known = [f"known-{label}-{number:05}" for number in range((WARM_UP + rounds) // TRIES + 1)]
        for name in known:
            pool.add(name)
        t, means = compare(pool, action, known, label, rounds)
        detail = " and ".join(f"{mean:.3f} ms" for mean in means)
        rows.append((f"{label}: known and unknown name", f"t below {BOUND}", f"t = {t:.1f} ({detail})"))
    return rows


def open_pool(port: int) -> users.Pool:
    session = boto3.session.Session(
        region_name="us-east-1", aws_access_key_id=measure.ACCESS_KEY, aws_secret_access_key=measure.SECRET_KEY)
    return users.Pool(session.client("cognito-idp", endpoint_url=f"http://127.0.0.1:{port}"), port, "timing")


def main() -> None:
    if sys.argv[1] == "--port":
        rows = measure_timing(open_pool(int(sys.argv[2])))
    else:
        with tempfile.TemporaryDirectory() as folder:
            port = measure.free_port()
            server = measure.serve(sys.argv[1], os.path.join(folder, "timing"), port)
            try:
                measure.wait_for(f"http://127.0.0.1:{port}/_martlet/health")
                rows = measure_timing(open_pool(port))
            finally:
                measure.stopped(server)
    print("| measure | promised | measured |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    if any(float(row[2].split()[2]) >= BOUND for row in rows):
        raise SystemExit("a path tells who exists")


if __name__ == "__main__":
    main()
