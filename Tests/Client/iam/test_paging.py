"""Marker and MaxItems: every list gives all, once, in order."""

import pytest

from ring.policies import allow, document, trust
from ring.refusal import refused

TRUST = document(trust({"Service": "lambda.amazonaws.com"}))
POLICY = document(allow("iam:GetUser"))

LISTS = [
    ("create_user", lambda name: {"UserName": name}, "list_users", {}, "Users", "UserName"),
    ("create_group", lambda name: {"GroupName": name}, "list_groups", {}, "Groups", "GroupName"),
    ("create_role", lambda name: {"RoleName": name, "AssumeRolePolicyDocument": TRUST}, "list_roles", {},
     "Roles", "RoleName"),
    ("create_policy", lambda name: {"PolicyName": name, "PolicyDocument": POLICY}, "list_policies",
     {"Scope": "Local"}, "Policies", "PolicyName"),
    ("create_instance_profile", lambda name: {"InstanceProfileName": name}, "list_instance_profiles", {},
     "InstanceProfiles", "InstanceProfileName"),
]


@pytest.mark.parametrize(("create", "arguments", "listing", "filters", "member", "field"), LISTS,
                         ids=[row[2] for row in LISTS])
def test_pages_make_the_whole(root, name, mark, create, arguments, listing, filters, member, field):
    """Seven in pages of three: 3, 3 and 1, each but the last truncated."""
    wanted = [name(f"n{number}") for number in range(7)]
    for each in wanted:
        getattr(root.iam, create)(**arguments(each))
    found, marker, pages = [], {}, 0
    while True:
        page = getattr(root.iam, listing)(MaxItems=3, **filters, **marker)
        assert len(page[member]) <= 3
        found += [each[field] for each in page[member] if mark in each[field]]
        pages += 1
        if not page["IsTruncated"]:
            assert "Marker" not in page
            break
        marker = {"Marker": page["Marker"]}
    assert sorted(found) == wanted and pages >= 3


def test_pages_survive_changes_between_them(root, name, mark):
    """A page that follows starts after the last name seen, even if that name is gone by then."""
    for number in range(4):
        root.iam.create_user(UserName=name(f"n{number}"))
    first = root.iam.list_users(MaxItems=2)
    root.iam.delete_user(UserName=first["Users"][-1]["UserName"])
    rest = root.iam.list_users(Marker=first["Marker"])["Users"]
    assert name("n3") in [user["UserName"] for user in rest]
    assert not {user["UserName"] for user in rest} & {user["UserName"] for user in first["Users"]}


@pytest.mark.parametrize("marker", ["ghost", "AAAA", "eyJvZmZzZXQiOjN9"])
def test_made_up_markers_are_refused(root, marker):
    """A marker is not a place that a caller may choose."""
    with refused("ValidationError", status=400):
        root.iam.list_users(Marker=marker)


@pytest.mark.parametrize("size", [0, 1001])
def test_page_sizes_have_bounds(root, size):
    with refused("ValidationError", status=400):
        root.iam.list_users(MaxItems=size)
