"""Aliases: names for versions, with a share for a second one."""

import pytest

from ring.refusal import refused


@pytest.fixture
def versions(root, create, change, name):
    """A function with the versions 1 and 2."""
    create("f", Publish=True)
    change("f", "export const handler = async () => 2;", Publish=True)
    return name("f")


def test_an_aliass_life(root, versions, arn):
    """Made, moved, given weights, found by its name, deleted twice."""
    made = root.functions.create_alias(FunctionName=versions, Name="live", FunctionVersion="1")
    assert made["AliasArn"] == arn("f", "live") and made["Description"] == ""
    assert "RoutingConfig" not in made
    changed = root.functions.update_alias(
        FunctionName=versions, Name="live", FunctionVersion="2", Description="new",
        RoutingConfig={"AdditionalVersionWeights": {"1": 0.25}}, RevisionId=made["RevisionId"],
    )
    assert changed["RoutingConfig"] == {"AdditionalVersionWeights": {"1": 0.25}}
    assert changed["RevisionId"] != made["RevisionId"]
    found = root.functions.get_alias(FunctionName=versions, Name="live")
    assert (found["FunctionVersion"], found["Description"]) == ("2", "new")
    by_alias = root.functions.get_function(FunctionName=versions, Qualifier="live")["Configuration"]
    assert (by_alias["Version"], by_alias["FunctionArn"]) == ("2", arn("f", "live"))
    cleared = root.functions.update_alias(
        FunctionName=versions, Name="live", RoutingConfig={"AdditionalVersionWeights": {}}
    )
    assert "RoutingConfig" not in cleared
    for _ in range(2):
        root.functions.delete_alias(FunctionName=versions, Name="live")
    with refused("ResourceNotFoundException", f"Cannot find alias arn: {arn('f', 'live')}", 404):
        root.functions.get_alias(FunctionName=versions, Name="live")


@pytest.mark.parametrize("version, weights, message", [
    ("1", {"1": 0.1},
     "Invalid function version 1. Function version 1 is already included in routing configuration."),
    ("1", {"2": 0.1, "3": 0.1}, "Number of items in AdditionalVersionWeights cannot be greater than 1"),
    ("$LATEST", {"1": 0.1}, "$LATEST is not supported for an alias pointing to more than 1 version"),
])
def test_weights_have_rules(root, versions, version, weights, message):
    """AWS's, with its texts."""
    with refused("InvalidParameterValueException", message, 400):
        root.functions.create_alias(
            FunctionName=versions, Name="live", FunctionVersion=version,
            RoutingConfig={"AdditionalVersionWeights": weights},
        )


def test_names_and_versions_are_checked(root, versions, arn):
    """A number is no alias, a name is taken once, a version must be there, a revision must match."""
    with refused("ValidationException", status=400):
        root.functions.create_alias(FunctionName=versions, Name="7", FunctionVersion="1")
    with refused("ResourceNotFoundException", f"Function not found: {arn('f', '9')}", 404):
        root.functions.create_alias(FunctionName=versions, Name="live", FunctionVersion="9")
    root.functions.create_alias(FunctionName=versions, Name="live", FunctionVersion="1")
    with refused("ResourceConflictException", f"Alias already exists: {arn('f', 'live')}", 409):
        root.functions.create_alias(FunctionName=versions, Name="live", FunctionVersion="1")
    with refused("PreconditionFailedException", status=412):
        root.functions.update_alias(FunctionName=versions, Name="live", RevisionId="stale")


def test_aliases_are_listed_by_version(root, versions):
    """All of them, or those of one version, in pages."""
    for alias, version in (("a", "1"), ("b", "2"), ("c", "1")):
        root.functions.create_alias(FunctionName=versions, Name=alias, FunctionVersion=version)
    pages = root.functions.get_paginator("list_aliases").paginate(
        FunctionName=versions, PaginationConfig={"PageSize": 2}
    )
    assert sorted(each["Name"] for page in pages for each in page["Aliases"]) == ["a", "b", "c"]
    some = root.functions.list_aliases(FunctionName=versions, FunctionVersion="1")["Aliases"]
    assert sorted(each["Name"] for each in some) == ["a", "c"]
