"""Functions made for a test: archives in memory, roles that Lambda may assume, and calls of what was made."""

import base64
import dataclasses
import io
import json
import time
import zipfile

from botocore.exceptions import ClientError

from ring.policies import allow, make_role, trust
from ring.target import Clients

LAMBDA = {"Service": "lambda.amazonaws.com"}
WRITE_LOGS = allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])
EMPTY: dict = {}
# A role is known everywhere on AWS only after some seconds.
ROLE_SECONDS = 20


def archive(files: dict) -> bytes:
    """A zip of texts or bytes by name; names that end with `*` are executable."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name.removesuffix("*"))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name.endswith("*") else 0o100644) << 16
            made.writestr(entry, content)
    return memory.getvalue()


def execution_role(root: Clients, name: str, *statements: dict) -> str:
    """A role that Lambda may assume and that may write logs, with further statements; its ARN."""
    return make_role(root, name, [trust(LAMBDA)], WRITE_LOGS, *statements)


@dataclasses.dataclass
class Outcome:
    """What an invocation came to."""

    payload: object
    error: str | None
    log: str
    answer: dict


@dataclasses.dataclass
class Function:
    """One function, called as the account that made it."""

    root: Clients
    name: str
    arn: str

    def invoke(self, event: object = EMPTY, **arguments) -> Outcome:
        """Calls it and waits; the log's tail comes along."""
        answer = self.root.functions.invoke(
            FunctionName=self.name, LogType="Tail", Payload=json.dumps(event), **arguments
        )
        text = answer["Payload"].read().decode()
        return Outcome(
            payload=json.loads(text) if text else None, error=answer.get("FunctionError"),
            log=base64.b64decode(answer.get("LogResult", "")).decode(errors="replace"), answer=answer,
        )

    def queue(self, event: object) -> None:
        """Hands over an event without waiting for the function."""
        answer = self.root.functions.invoke(
            FunctionName=self.name, InvocationType="Event", Payload=json.dumps(event)
        )
        assert answer["StatusCode"] == 202

    def log_events(self, **arguments) -> list[str]:
        """All that it wrote so far, in order; nothing where its group does not exist yet."""
        try:
            pages = self.root.logs.get_paginator("filter_log_events").paginate(
                logGroupName=f"/aws/lambda/{self.name}", **arguments
            )
            return [event["message"] for page in pages for event in page["events"]]
        except self.root.logs.exceptions.ResourceNotFoundException:
            return []


def make_function(root: Clients, name: str, files: dict, *, role: str, **settings) -> Function:
    """Creates a function and waits until it may be invoked."""
    settings = {"Runtime": "nodejs22.x", "Handler": "index.handler", **settings}
    deadline = time.monotonic() + ROLE_SECONDS
    while True:
        try:
            made = root.functions.create_function(
                FunctionName=name, Role=role, Code={"ZipFile": archive(files)}, **settings
            )
            break
        except ClientError as error:
            unknown = "cannot be assumed by Lambda" in error.response["Error"]["Message"]
            if root.target.server or not unknown or time.monotonic() > deadline:
                raise
            time.sleep(1)
    root.functions.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    return Function(root, name, made["FunctionArn"])


def eventually(condition, seconds: float = 15, what: str = "it never came true"):
    """Waits, bounded, until the condition gives something true, and returns that."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, what
        time.sleep(0.05)
