"""Every operation of every served service, called with the ids of somebody else: nobody gets what is not theirs.

Operations come from the server's manifest, so that one which is newly served is tested without another line here; where
the tests do not know what to give it, they fail and say so (ring/estates).
"""

import dataclasses
import functools
import json

import pytest
from botocore import UNSIGNED, xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from ring.estates import Service, served
from ring.outbox import operator
from ring.target import CONFIG, Clients

pytestmark = pytest.mark.martlet_only
SERVICES = served()
EVERY = [pytest.param(service, operation, id=f"{service.name}-{operation}")
         for service in SERVICES for operation in service.operations]
# What AWS lets everybody do who has credentials: they speak of the caller alone.
FREE = {("sts", "GetCallerIdentity"), ("sts", "GetSessionToken")}
# Operations that leave an estate fit for others.
HARMLESS = ("Add", "Attach", "Create", "Decode", "Describe", "Filter", "Generate", "Get", "Invoke", "List", "Lookup",
            "Publish", "Simulate", "Tag", "Test")
DENIED = ("AccessDenied", "AccessDeniedException")


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a call came to: an error's code and message, or an answer as text."""

    code: str | None
    text: str
    status: int

    @property
    def refused(self) -> bool:
        return self.code is not None and 400 <= self.status < 500


@functools.cache
def connection(caller: Clients, service: str, unsigned: bool):
    """To make a client takes longer than to call with it."""
    more = {"config": CONFIG.merge(Config(signature_version=UNSIGNED))} if unsigned else {}
    return operator(caller) if service == "martlet" else caller.client(service, **more)


def attempt(caller: Clients, service: Service, operation: str, arguments: dict, unsigned: bool = False) -> Outcome:
    """Calls, and reads the answer to its end."""
    try:
        answer = getattr(connection(caller, service.name, unsigned), xform_name(operation))(**arguments)
    except ClientError as error:
        said, status = error.response["Error"], error.response["ResponseMetadata"]["HTTPStatusCode"]
        return Outcome(said["Code"], said.get("Message", ""), status)
    return Outcome(None, readable(answer), answer["ResponseMetadata"]["HTTPStatusCode"])


def readable(answer) -> str:
    """Everything that an answer says, streams and bytes among it."""
    if isinstance(answer, dict):
        return " ".join(readable(value) for value in answer.values())
    if isinstance(answer, (list, tuple)):
        return " ".join(readable(each) for each in answer)
    if isinstance(answer, bytes):
        return answer.decode(errors="replace")
    if hasattr(answer, "read"):
        return readable(answer.read())
    if hasattr(answer, "__iter__") and not isinstance(answer, str):
        return " ".join(readable(each) for each in answer)
    return str(answer)


def names_one_of(arguments: dict, ids: list[str]) -> bool:
    """Whether an id that means one thing everywhere is among the arguments."""
    text = json.dumps(arguments, default=str)
    return any(each in text for each in ids)


def is_open(service: Service, operation: str) -> bool:
    """Whether AWS's model leaves the operation unsigned: what proves the caller is among the arguments then."""
    return service.model.operation_model(operation).auth_type == "none"


def signed_only(service: Service, operation: str) -> None:
    if is_open(service, operation):
        pytest.skip("is not signed: test_open_boundaries.py")


@pytest.mark.parametrize("service", [pytest.param(each, id=each.name) for each in SERVICES])
def test_every_service_has_an_estate(realm, service):
    """Whoever serves a new service says what one can own there; and its owner sees it unchanged twice."""
    estate = realm.victim.of(service)
    assert service.look(realm.victim.owner, estate) == service.look(realm.victim.owner, estate)
    for operation in service.operations:
        estate.arguments(service.model.operation_model(operation))
    unknown = set(estate.operations) | set(estate.owner_errors) | set(estate.answered)
    assert not unknown - set(service.model.operation_names), "operations that the service does not have"


@pytest.mark.parametrize(("service", "operation"), EVERY)
def test_another_account_gets_nowhere(realm, service, operation):
    """Its root may do everything, but nothing of the neighbour's: not see it, not change it, not even name it."""
    signed_only(service, operation)
    estate, owner = realm.victim.of(service), realm.victim.owner
    arguments = estate.arguments(service.model.operation_model(operation))
    before = realm.victim.seen(service)
    outcome = attempt(realm.stranger, service, operation, arguments)
    assert service.look(owner, estate) == before, f"{operation} changed what is another account's: {outcome}"
    assert realm.victim.secret not in outcome.text, f"{operation} told another account's secret: {outcome}"
    if (service.name, operation) not in FREE and operation not in estate.answered:
        if names_one_of(arguments, estate.ids):
            assert outcome.refused, f"{operation} took another account's id: {outcome}"
    assert outcome.status < 500, outcome


@pytest.mark.parametrize(("service", "operation"), EVERY)
def test_its_owner_gets_there(realm, service, operation):
    """With the same arguments, so that the refusals above are not those of nonsense."""
    signed_only(service, operation)
    estate = realm.owner.of(service)
    arguments = estate.arguments(service.model.operation_model(operation))
    outcome = attempt(realm.owner.owner, service, operation, arguments)
    if operation in estate.owner_errors:
        assert outcome.code == estate.owner_errors[operation].partition(":")[0], outcome
    else:
        assert outcome.code is None, outcome
        if not operation.startswith(HARMLESS):
            realm.owner.renew(service)


@pytest.mark.parametrize(("service", "operation"), EVERY)
def test_a_user_without_a_policy_may_nothing(realm, service, operation):
    """No operation forgets to ask IAM."""
    signed_only(service, operation)
    if (service.name, operation) in FREE:
        pytest.skip("speaks of the caller alone")
    estate, owner = realm.victim.of(service), realm.victim.owner
    arguments = estate.arguments(service.model.operation_model(operation))
    before = realm.victim.seen(service)
    outcome = attempt(realm.powerless, service, operation, arguments)
    assert outcome.code in DENIED, outcome
    assert service.look(owner, estate) == before


@pytest.mark.parametrize(("service", "operation"), EVERY)
def test_nobody_may_nothing(realm, service, operation):
    """An operation that AWS signs is not answered without a signature."""
    signed_only(service, operation)
    if service.name == "martlet":
        pytest.skip("its client always signs")
    estate = realm.victim.of(service)
    arguments = estate.arguments(service.model.operation_model(operation))
    outcome = attempt(realm.stranger, service, operation, arguments, unsigned=True)
    # Without a signature, which says the service, one address for all cannot tell every service by its path.
    assert outcome.refused, outcome
    assert "Authentication" in outcome.code or outcome.code in DENIED or outcome.status == 404, outcome


@pytest.mark.parametrize(("service", "operation"), EVERY)
def test_a_neighbour_gets_nowhere(realm, service, operation):
    """An identity whose role reaches all that is tagged as its own does not reach another identity's."""
    signed_only(service, operation)
    estate, owner = realm.victim.of(service), realm.victim.owner
    arguments = estate.arguments(service.model.operation_model(operation))
    neighbour = realm.neighbours[1]
    before = realm.victim.seen(service)
    outcome = attempt(neighbour, service, operation, arguments)
    assert service.look(owner, estate) == before, outcome
    if (service.name, operation) not in FREE:
        assert outcome.refused, f"{operation} was open to a neighbour: {outcome}"
    assert realm.victim.secret not in outcome.text


READING = ("Describe", "Get", "List")


def test_an_identity_gets_to_its_own(realm):
    """With the same role, so that the refusals above are the neighbour's: reading what bears its tag."""
    mine, _ = realm.neighbours
    answered = set()
    for service in SERVICES:
        estate = realm.victim.of(service)
        for operation in service.operations:
            if operation.startswith(READING) and not is_open(service, operation):
                arguments = estate.arguments(service.model.operation_model(operation))
                if attempt(mine, service, operation, arguments).code is None:
                    answered.add((service.name, operation))
    wanted = {
        ("cognito-idp", "DescribeUserPool"), ("cognito-identity", "DescribeIdentityPool"), ("lambda", "GetFunction"),
        ("iam", "GetUser"), ("logs", "ListTagsForResource"), ("kms", "DescribeKey"),
    }
    assert wanted <= answered, wanted - answered
