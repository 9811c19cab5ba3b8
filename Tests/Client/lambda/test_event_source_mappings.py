"""Mappings from sources to functions: kept, checked and told truthfully."""

import pytest

from ring.refusal import refused


@pytest.fixture
def stream(target):
    return f"arn:aws:dynamodb:{target.region}:{target.account}:table/t/stream/2026-11-22T10:00:00.000"


@pytest.fixture
def queue(target):
    return f"arn:aws:sqs:{target.region}:{target.account}:q"


pytestmark = pytest.mark.martlet_only


def test_a_mappings_life(root, create, name, arn, stream):
    """Made with AWS's defaults, read, turned off, listed and deleted."""
    create("f")
    made = root.functions.create_event_source_mapping(
        EventSourceArn=stream, FunctionName=name("f"), StartingPosition="LATEST")
    assert (made["State"], made["LastProcessingResult"]) == ("Enabled", "No records processed")
    assert (made["BatchSize"], made["ParallelizationFactor"], made["MaximumRetryAttempts"]) == (100, 1, -1)
    assert (made["FunctionArn"], made["EventSourceArn"]) == (arn("f"), stream)
    uuid = made["UUID"]
    changed = root.functions.update_event_source_mapping(UUID=uuid, Enabled=False, BatchSize=5)
    assert (changed["State"], changed["BatchSize"]) == ("Disabled", 5)
    found = root.functions.get_event_source_mapping(UUID=uuid)
    assert (found["State"], found["BatchSize"]) == ("Disabled", 5)
    for chosen in ({"FunctionName": name("f")}, {"EventSourceArn": stream}, {}):
        listed = root.functions.list_event_source_mappings(**chosen)["EventSourceMappings"]
        assert [each["UUID"] for each in listed] == [uuid], chosen
    assert not root.functions.list_event_source_mappings(EventSourceArn=stream + "0")["EventSourceMappings"]
    assert root.functions.delete_event_source_mapping(UUID=uuid)["State"] == "Deleting"
    with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
        root.functions.get_event_source_mapping(UUID=uuid)


def test_pages(root, create, name, queue):
    """Every mapping once, however small the pages."""
    create("f")
    made = {
        root.functions.create_event_source_mapping(EventSourceArn=f"{queue}{number}", FunctionName=name("f"))["UUID"]
        for number in range(5)
    }
    pages = root.functions.get_paginator("list_event_source_mappings").paginate(PaginationConfig={"PageSize": 2})
    found = [each["UUID"] for page in pages for each in page["EventSourceMappings"]]
    assert sorted(found) == sorted(made)


@pytest.mark.parametrize("changes, message", [
    ({"FunctionName": "nobody"}, "Function does not exist"),
    ({"BatchSize": 11},
     "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"),
    ({"FilterCriteria": {"Filters": [{"Pattern": "{"}]}}, "Invalid filter pattern definition."),
    ({"EventSourceArn": "arn:aws:kafka:eu-central-1:111122223333:cluster/c/1"},
     "An event source of the service kafka is not supported by this server."),
])
def test_what_is_refused(root, create, name, queue, changes, message):
    """AWS's texts, and this server's own for what it does not have."""
    create("f")
    with refused("InvalidParameterValueException", message, 400):
        root.functions.create_event_source_mapping(
            **{"EventSourceArn": queue, "FunctionName": name("f"), **changes})


def test_streams_need_a_position(root, create, name, stream):
    create("f")
    with refused(
        "InvalidParameterValueException",
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not "
        "be null.", 400,
    ):
        root.functions.create_event_source_mapping(EventSourceArn=stream, FunctionName=name("f"))


def test_the_same_pair_only_once(root, create, name, queue):
    """The refusal names the mapping that is there."""
    create("f")
    uuid = root.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=name("f"))["UUID"]
    with refused(
        "ResourceConflictException",
        f'An event source mapping with SQS arn (" {queue} ") and function (" {name("f")} ") already exists. Please '
        f"update or delete the existing mapping with UUID {uuid}", 409,
    ):
        root.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=name("f"))
