"""Layers: numbered, listed newest first, shared by policy, kept by functions that use them."""

import json
import urllib.request

import pytest

from ring.functions import archive
from ring.refusal import refused


@pytest.fixture
def publish(root, name):
    def published(stem: str, text: str = "one", **settings) -> dict:
        return root.functions.publish_layer_version(
            LayerName=name(stem), Content={"ZipFile": archive({"lib.txt": text})}, **settings
        )

    return published


@pytest.fixture
def layer_arn(target, name):
    def of(stem: str, version: int | None = None) -> str:
        tail = f":{version}" if version else ""
        return f"arn:aws:lambda:{target.region}:{target.account}:layer:{name(stem)}{tail}"

    return of


def test_a_layers_life(root, publish, layer_arn, name):
    """Published, found by number and ARN, fetched, deleted twice; numbers go on."""
    made = publish("l", Description="tools", CompatibleRuntimes=["nodejs22.x"], LicenseInfo="MIT")
    assert (made["Version"], made["LayerVersionArn"]) == (1, layer_arn("l", 1))
    assert made["LayerArn"] == layer_arn("l") and made["CreatedDate"].endswith("+0000")
    found = root.functions.get_layer_version(LayerName=name("l"), VersionNumber=1)
    assert (found["Description"], found["LicenseInfo"]) == ("tools", "MIT")
    assert found["CompatibleRuntimes"] == ["nodejs22.x"]
    by_arn = root.functions.get_layer_version_by_arn(Arn=layer_arn("l", 1))
    assert by_arn["Content"]["CodeSha256"] == found["Content"]["CodeSha256"] == made["Content"]["CodeSha256"]
    with urllib.request.urlopen(found["Content"]["Location"], timeout=10) as response:
        assert len(response.read()) == found["Content"]["CodeSize"]
    publish("l", "two")
    listed = root.functions.list_layer_versions(LayerName=name("l"))["LayerVersions"]
    assert [each["Version"] for each in listed] == [2, 1]
    for _ in range(2):
        root.functions.delete_layer_version(LayerName=name("l"), VersionNumber=2)
    with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
        root.functions.get_layer_version(LayerName=name("l"), VersionNumber=2)
    assert publish("l", "three")["Version"] == 3


def test_layers_are_found_by_runtime(root, publish, name):
    """The newest version that suits, of each layer that has one."""
    publish("a", CompatibleRuntimes=["nodejs22.x"])
    publish("a", "two", CompatibleRuntimes=["python3.13"])
    publish("b", CompatibleRuntimes=["python3.13"])

    def matching(**filters):
        pages = root.functions.get_paginator("list_layers").paginate(**filters)
        return {
            each["LayerName"]: each["LatestMatchingVersion"]["Version"] for page in pages for each in page["Layers"]
        }

    node = matching(CompatibleRuntime="nodejs22.x")
    assert node[name("a")] == 1 and name("b") not in node
    every = matching()
    assert every[name("a")] == 2 and every[name("b")] == 1


def test_functions_keep_what_they_use(root, create, publish, layer_arn, name):
    """Also after the version was deleted, until they let it go."""
    made = publish("l")
    create("f", Layers=[layer_arn("l", 1)])
    root.functions.delete_layer_version(LayerName=name("l"), VersionNumber=1)
    found = root.functions.get_function_configuration(FunctionName=name("f"))
    assert found["Layers"] == [{"Arn": layer_arn("l", 1), "CodeSize": made["Content"]["CodeSize"]}]
    root.functions.update_function_configuration(FunctionName=name("f"), Layers=[])
    assert "Layers" not in root.functions.get_function_configuration(FunctionName=name("f"))


def test_layers_of_functions_are_checked(create, publish, layer_arn):
    """They must be there, and each only once."""
    publish("l")
    publish("l", "two")
    with refused("InvalidParameterValueException", f"Layer version {layer_arn('l', 9)} does not exist.", 400):
        create("f", Layers=[layer_arn("l", 9)])
    with refused(
        "InvalidParameterValueException",
        "Two different versions of the same layer are not allowed to be referenced in the same function. "
        f"{layer_arn('l', 1)} and {layer_arn('l', 2)} are versions of the same layer.", 400,
    ):
        create("f", Layers=[layer_arn("l", 1), layer_arn("l", 2)])


def test_a_layers_policy(root, publish, layer_arn, name):
    """Statements come and go under their ids, with a revision of their own."""
    publish("l")
    layer = {"LayerName": name("l"), "VersionNumber": 1}
    with refused("ResourceNotFoundException", "No policy is associated with the given resource.", 404):
        root.functions.get_layer_version_policy(**layer)
    added = root.functions.add_layer_version_permission(
        **layer, StatementId="s", Action="lambda:GetLayerVersion", Principal="*"
    )
    statement = json.loads(added["Statement"])
    assert statement["Principal"] == "*" and statement["Resource"] == layer_arn("l", 1)
    found = root.functions.get_layer_version_policy(**layer)
    assert json.loads(found["Policy"])["Statement"] == [statement]
    assert found["RevisionId"] == added["RevisionId"]
    with refused(
        "ResourceConflictException",
        "The statement id (s) provided already exists. "
        "Please provide a new statement id, or remove the existing statement.", 409,
    ):
        root.functions.add_layer_version_permission(
            **layer, StatementId="s", Action="lambda:GetLayerVersion", Principal="*"
        )
    with refused("PreconditionFailedException", status=412):
        root.functions.remove_layer_version_permission(**layer, StatementId="s", RevisionId="stale")
    root.functions.remove_layer_version_permission(**layer, StatementId="s")
    with refused("ResourceNotFoundException", f"Layer version {layer_arn('l', 9)} does not exist.", 404):
        root.functions.get_layer_version_policy(LayerName=name("l"), VersionNumber=9)
