"""What the server would have sent to people: its outbox, read by the signed operation."""

import json

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from ring.raw import send


def messages(target, recipient: str | None = None) -> list[dict]:
    """All messages of the target's account, to one recipient where one is named, oldest first."""
    found, token = [], None
    while True:
        page = list_messages(target, **({"recipient": recipient} if recipient else {}),
                             **({"nextToken": token} if token else {}))
        found += page["messages"]
        token = page.get("nextToken")
        if not token:
            return found


def list_messages(target, **arguments) -> dict:
    """One call of ListOutboxMessages; a refusal fails the test."""
    request = AWSRequest("POST", target.endpoint + "/", data=json.dumps(arguments), headers={
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Martlet_20261101.ListOutboxMessages",
    })
    keys = BotocoreCredentials(target.credentials.key, target.credentials.secret, target.credentials.token)
    SigV4Auth(keys, "martlet", target.region).add_auth(request)
    answer = send(request)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)
