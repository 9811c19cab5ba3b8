"""Published versions: numbered for ever, unchanged, and there until nothing names them."""

from ring.refusal import refused


def test_a_version_is_made_of_what_changed(root, create, change, name, arn):
    """Nothing new without a change; what was published stays as it was."""
    made = create("f", Environment={"Variables": {"AA": "1"}})
    first = root.functions.publish_version(FunctionName=name("f"), Description="first")
    assert (first["Version"], first["FunctionArn"]) == ("1", arn("f", "1"))
    assert root.functions.publish_version(FunctionName=name("f"))["Version"] == "1"
    changed = change("f", "export const handler = async () => 2;")
    second = root.functions.publish_version(FunctionName=name("f"), CodeSha256=changed["CodeSha256"])
    assert second["Version"] == "2"
    found = root.functions.get_function(FunctionName=name("f"), Qualifier="1")["Configuration"]
    assert (found["CodeSha256"], found["Description"]) == (made["CodeSha256"], "first")
    assert found["FunctionArn"] == arn("f", "1") and found["State"] == "Active"
    listed = root.functions.list_versions_by_function(FunctionName=name("f"))["Versions"]
    assert [each["Version"] for each in listed] == ["$LATEST", "1", "2"]
    assert [each["FunctionArn"] for each in listed][0] == arn("f", "$LATEST")


def test_preconditions_of_publishing(root, create, name):
    """The digest and the revision that the caller looked at."""
    made = create("f")
    with refused(
        "InvalidParameterValueException",
        f"CodeSHA256 (other) is different from current CodeSHA256 in $LATEST ({made['CodeSha256']}). "
        "Please try again with the CodeSHA256 in $LATEST.", 400,
    ):
        root.functions.publish_version(FunctionName=name("f"), CodeSha256="other")
    with refused("PreconditionFailedException", status=412):
        root.functions.publish_version(FunctionName=name("f"), RevisionId="stale")


def test_code_can_be_published_as_it_comes(root, create, change, name, arn):
    """With CreateFunction and UpdateFunctionCode."""
    assert create("f", Publish=True)["Version"] == "1"
    changed = change("f", "export const handler = async () => 2;", Publish=True)
    assert (changed["Version"], changed["FunctionArn"]) == ("2", arn("f", "2"))


def test_numbers_are_never_used_again(root, create, name):
    """Not even by a later function of the same name."""
    create("f", Publish=True)
    root.functions.delete_function(FunctionName=name("f"))
    create("f")
    assert root.functions.publish_version(FunctionName=name("f"))["Version"] == "2"


def test_versions_go_alone_unless_an_alias_names_them(root, create, name, arn):
    """AWS's texts, in the order of its checks."""
    create("f", Publish=True)
    root.functions.create_alias(FunctionName=name("f"), Name="live", FunctionVersion="1")
    with refused(
        "ResourceConflictException",
        "Unable to delete version because the following aliases reference it: [live]", 409,
    ):
        root.functions.delete_function(FunctionName=name("f"), Qualifier="1")
    with refused(
        "InvalidParameterValueException",
        "$LATEST version cannot be deleted without deleting the function.", 400,
    ):
        root.functions.delete_function(FunctionName=name("f"), Qualifier="$LATEST")
    root.functions.delete_alias(FunctionName=name("f"), Name="live")
    root.functions.delete_function(FunctionName=name("f"), Qualifier="1")
    with refused("ResourceNotFoundException", f"Function not found: {arn('f', '1')}", 404):
        root.functions.get_function(FunctionName=name("f"), Qualifier="1")
    assert root.functions.get_function(FunctionName=name("f"))["Configuration"]["Version"] == "$LATEST"
