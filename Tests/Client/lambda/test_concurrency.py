"""How much runs at the same time: reserved for one, provisioned ahead, refused beyond."""

import concurrent.futures

import pytest
from botocore.exceptions import ClientError

from ring.functions import Function, eventually, execution_role, make_function
from ring.refusal import refused

SLEEPER = {"index.js": """exports.handler = async event => {
  await new Promise(done => setTimeout(done, event.ms ?? 0));
  return 1;
};"""}
# When a module was loaded tells whether it was before the call.
LOADED = {"index.js": "const loaded = Date.now(); exports.handler = async () => Date.now() - loaded;"}


@pytest.fixture
def make(root, name, role):
    return lambda stem, files: make_function(root, name(stem), files, role=role, Timeout=20)


def test_a_reservation_is_a_limit(make, root):
    """Of two calls at the same time one is refused, with AWS's reason, and both run one after the other."""
    function = make("f", SLEEPER)
    function.invoke()
    answer = root.functions.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=1)
    assert answer["ReservedConcurrentExecutions"] == 1
    assert root.functions.get_function_concurrency(FunctionName=function.name)["ReservedConcurrentExecutions"] == 1

    def call(_) -> dict | None:
        try:
            function.invoke({"ms": 1500})
        except ClientError as error:
            return error.response
        return None

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        refusals = [each for each in pool.map(call, range(4)) if each]
    assert len(refusals) == 3
    for refusal in refusals:
        assert refusal["Error"]["Code"] == "TooManyRequestsException"
        assert refusal["Error"]["Message"] == "Rate Exceeded."
        assert refusal["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"
        assert refusal["ResponseMetadata"]["HTTPStatusCode"] == 429
        assert refusal["ResponseMetadata"]["HTTPHeaders"]["retry-after"]
    assert function.invoke().payload == 1
    root.functions.delete_function_concurrency(FunctionName=function.name)
    assert "ReservedConcurrentExecutions" not in root.functions.get_function_concurrency(FunctionName=function.name)


def test_a_hundred_are_left_to_all(make, root):
    """AWS's text, with the number that must be left."""
    function = make("f", SLEEPER)
    limit = root.functions.get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    with refused(
        "InvalidParameterValueException",
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below "
        "its minimum value of [100].", 400,
    ):
        root.functions.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=limit - 99)
    root.functions.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=limit - 100)


def test_provisioned_environments_are_started_ahead(make, root):
    """Ready means that no call waits for a start; afterwards they may go."""
    function = make("f", LOADED)
    root.functions.publish_version(FunctionName=function.name)
    put = root.functions.put_provisioned_concurrency_config(
        FunctionName=function.name, Qualifier="1", ProvisionedConcurrentExecutions=1)
    assert put["Status"] == "IN_PROGRESS" and put["RequestedProvisionedConcurrentExecutions"] == 1

    def is_ready() -> bool:
        found = root.functions.get_provisioned_concurrency_config(FunctionName=function.name, Qualifier="1")
        return found["Status"] == "READY" and found["AvailableProvisionedConcurrentExecutions"] == 1

    eventually(is_ready, what="it never was ready")
    listed = root.functions.list_provisioned_concurrency_configs(FunctionName=function.name)
    assert [each["FunctionArn"] for each in listed["ProvisionedConcurrencyConfigs"]] == [function.arn + ":1"]
    outcome = function.invoke(Qualifier="1")
    assert "Init Duration" not in outcome.log
    root.functions.delete_provisioned_concurrency_config(FunctionName=function.name, Qualifier="1")
    with refused(
        "ProvisionedConcurrencyConfigNotFoundException",
        "No Provisioned Concurrency Config found for this function", 404,
    ):
        root.functions.get_provisioned_concurrency_config(FunctionName=function.name, Qualifier="1")


def test_latest_cannot_be_provisioned(make, root):
    function = make("f", LOADED)
    with refused(
        "InvalidParameterValueException",
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.", 400,
    ):
        root.functions.put_provisioned_concurrency_config(
            FunctionName=function.name, Qualifier="$LATEST", ProvisionedConcurrentExecutions=1)


@pytest.mark.martlet_only
def test_provisioned_environments_are_there_after_a_restart(durable, target_of):
    """Also when nobody asks for them again."""
    root = target_of(durable).root
    function = make_function(root, "kept", LOADED, role=execution_role(root, "function"))
    root.functions.publish_version(FunctionName="kept")
    root.functions.put_provisioned_concurrency_config(
        FunctionName="kept", Qualifier="1", ProvisionedConcurrentExecutions=1)
    durable.kill()
    durable.start()
    root = target_of(durable).root
    eventually(
        lambda: root.functions.get_provisioned_concurrency_config(FunctionName="kept", Qualifier="1")["Status"]
        == "READY", what="it never was ready again")
    outcome = Function(root, "kept", function.arn).invoke(Qualifier="1")
    assert "Init Duration" not in outcome.log
