"""What a refusal must be: AWS's code, status and text."""

import contextlib
import re

import pytest
from botocore.exceptions import ClientError


@contextlib.contextmanager
def refused(code: str, message: "str | re.Pattern | None" = None, status: int | None = None):
    """The call inside fails with this code; a text must match to the letter, a pattern as a whole."""
    with pytest.raises(ClientError) as caught:
        yield
    error = caught.value.response
    said = f"{error['Error']['Code']} ({error['ResponseMetadata']['HTTPStatusCode']}): {error['Error']['Message']}"
    assert error["Error"]["Code"] == code, said
    if status is not None:
        assert error["ResponseMetadata"]["HTTPStatusCode"] == status, said
    if isinstance(message, re.Pattern):
        assert message.fullmatch(error["Error"]["Message"]), said
    elif message is not None:
        assert error["Error"]["Message"] == message
    assert error["ResponseMetadata"].get("RequestId"), "a refusal carries its request id"


def no_such_entity(message: str):
    return refused("NoSuchEntity", message, 404)


def already_exists(message: "str | None" = None):
    return refused("EntityAlreadyExists", message, 409)


def delete_conflict(message: str):
    return refused("DeleteConflict", message, 409)


def denied(principal: str, action: str, resource: str, because: str):
    """IAM's refusal, with the reason that AWS tells the caller."""
    return refused(
        "AccessDenied",
        f"User: {principal} is not authorized to perform: {action} on resource: {resource} {because}",
        403,
    )
