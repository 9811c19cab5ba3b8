"""Tags of functions: given at creation and later, seen by policies."""

import pytest

from ring.policies import allow, make_user
from ring.refusal import refused


def test_tags_come_and_go(root, create, arn, name):
    """Keys are told apart by case; unknown ones are passed over."""
    create("f", Tags={"team": "birds"})
    root.functions.tag_resource(Resource=arn("f"), Tags={"team": "swifts", "Team": "x"})
    assert root.functions.list_tags(Resource=arn("f"))["Tags"] == {"team": "swifts", "Team": "x"}
    root.functions.untag_resource(Resource=arn("f"), TagKeys=["Team", "missing"])
    assert root.functions.get_function(FunctionName=name("f"))["Tags"] == {"team": "swifts"}


def test_what_has_no_tags_is_refused(root, create, arn):
    """Versions and aliases, unknown functions, no tags at all, too many."""
    create("f", Publish=True)
    with refused(
        "InvalidParameterValueException",
        "Tags on function aliases and versions are not supported. Please specify a function ARN.", 400,
    ):
        root.functions.tag_resource(Resource=arn("f", "1"), Tags={"a": "b"})
    with refused("ResourceNotFoundException", f"Function not found: {arn('g')}", 404):
        root.functions.tag_resource(Resource=arn("g"), Tags={"a": "b"})
    with refused(
        "InvalidParameterValueException", "An error occurred and the request cannot be processed.", 400
    ):
        root.functions.tag_resource(Resource=arn("f"), Tags={})
    with refused("InvalidParameterValueException", "Number of tags exceeds resource tag limit.", 400):
        root.functions.tag_resource(Resource=arn("f"), Tags={f"k{n}": "" for n in range(51)})


def test_policies_see_tags(root, create, name):
    """A user who may touch only what is tagged so."""
    create("f", Tags={"team": "birds"})
    create("g")
    user = make_user(root, name("birder"), allow(
        "lambda:*", Condition={"StringEquals": {"aws:ResourceTag/team": "birds"}}
    ))
    assert user.functions.get_function(FunctionName=name("f"))
    with refused("AccessDeniedException", status=403):
        user.functions.get_function(FunctionName=name("g"))


@pytest.mark.parametrize("tags, is_allowed", [({"team": "birds"}, True), ({"team": "fish"}, False)])
def test_policies_see_the_tags_that_a_request_brings(root, create, arn, name, tags, is_allowed):
    """aws:RequestTag decides who may tag with what."""
    create("f")
    user = make_user(root, name("tagger"), allow(
        "lambda:TagResource", Condition={"StringEquals": {"aws:RequestTag/team": "birds"}}
    ))
    if is_allowed:
        user.functions.tag_resource(Resource=arn("f"), Tags=tags)
    else:
        with refused("AccessDeniedException", status=403):
            user.functions.tag_resource(Resource=arn("f"), Tags=tags)
