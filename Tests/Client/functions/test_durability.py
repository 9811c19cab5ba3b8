"""Functions are what they were, also after `kill -9`; that queued events run is tried in lambda/test_async.py."""

import pytest

from ring.functions import Function, execution_role, make_function

pytestmark = [pytest.mark.martlet_only, pytest.mark.timeout(300)]


def test_functions_survive_kill_9(durable, target_of):
    """Code, versions, aliases and policies are what they were; the function answers as before."""
    root = target_of(durable).root
    function = make_function(
        root, "kept", {"index.js": "exports.handler = async () => 'one';"}, role=execution_role(root, "function"))
    root.functions.publish_version(FunctionName="kept")
    root.functions.create_alias(FunctionName="kept", Name="live", FunctionVersion="1")
    root.functions.add_permission(
        FunctionName="kept", StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com")
    before = root.functions.get_function(FunctionName="kept")["Configuration"]
    durable.kill()
    durable.start()
    root = target_of(durable).root
    function = Function(root, function.name, function.arn)
    after = root.functions.get_function(FunctionName="kept")["Configuration"]
    assert (after["CodeSha256"], after["RevisionId"]) == (before["CodeSha256"], before["RevisionId"])
    assert function.invoke(Qualifier="live").payload == "one"
    assert "s3.amazonaws.com" in root.functions.get_policy(FunctionName="kept")["Policy"]
