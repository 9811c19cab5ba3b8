"""Access keys: two a user, shown once, switched off at once."""

import pytest

from ring.policies import allow, make_user
from ring.refusal import refused
from ring.target import Credentials


def test_two_keys_and_no_third(root, name):
    """The limit leaves room for one rotation."""
    root.iam.create_user(UserName=name("alice"))
    keys = [root.iam.create_access_key(UserName=name("alice"))["AccessKey"] for _ in range(2)]
    assert all(len(key["SecretAccessKey"]) == 40 and key["Status"] == "Active" for key in keys)
    with refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", 409):
        root.iam.create_access_key(UserName=name("alice"))
    listed = root.iam.list_access_keys(UserName=name("alice"))["AccessKeyMetadata"]
    assert {key["AccessKeyId"] for key in listed} == {key["AccessKeyId"] for key in keys}
    assert all("SecretAccessKey" not in key for key in listed)


def test_a_user_manages_its_own_keys_without_naming_itself(root, name):
    """Leaving UserName out means the caller."""
    alice = make_user(root, name("alice"), allow("iam:*AccessKey*"))
    made = alice.iam.create_access_key()["AccessKey"]
    assert made["UserName"] == name("alice")
    assert len(alice.iam.list_access_keys()["AccessKeyMetadata"]) == 2
    alice.iam.delete_access_key(AccessKeyId=made["AccessKeyId"])
    assert len(alice.iam.list_access_keys()["AccessKeyMetadata"]) == 1


@pytest.mark.parametrize("end", ["inactive", "deleted"])
def test_a_key_that_is_off_signs_nothing_from_the_next_call_on(root, target, name, end):
    """No cache may keep a revoked key alive."""
    alice = make_user(root, name("alice"))
    assert alice.sts.get_caller_identity()
    key = alice.credentials.key
    if end == "deleted":
        root.iam.delete_access_key(UserName=name("alice"), AccessKeyId=key)
    else:
        root.iam.update_access_key(UserName=name("alice"), AccessKeyId=key, Status="Inactive")
    with refused("InvalidClientTokenId", "The security token included in the request is invalid.", 403):
        alice.sts.get_caller_identity()
    if end == "inactive":
        root.iam.update_access_key(UserName=name("alice"), AccessKeyId=key, Status="Active")
        assert alice.sts.get_caller_identity()


def test_last_use_is_recorded(root, target, name):
    """How an administrator finds keys that nobody needs."""
    alice = make_user(root, name("alice"))
    unused = root.iam.get_access_key_last_used(AccessKeyId=alice.credentials.key)
    assert unused["AccessKeyLastUsed"]["ServiceName"] == unused["AccessKeyLastUsed"]["Region"] == "N/A"
    assert "LastUsedDate" not in unused["AccessKeyLastUsed"]
    alice.sts.get_caller_identity()
    used = root.iam.get_access_key_last_used(AccessKeyId=alice.credentials.key)
    assert used["UserName"] == name("alice")
    assert (used["AccessKeyLastUsed"]["ServiceName"], used["AccessKeyLastUsed"]["Region"]) == ("sts", target.region)
    assert used["AccessKeyLastUsed"]["LastUsedDate"]


def test_renaming_a_user_keeps_its_keys(root, target, name):
    """The key belongs to the person, not to the name."""
    alice = make_user(root, name("alice"))
    root.iam.update_user(UserName=name("alice"), NewUserName=name("alicia"))
    assert alice.sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{target.account}:user/{name('alicia')}"


def test_a_secret_cannot_be_read_again(root, target, name):
    """Nothing that lists or describes a user gives the secret away."""
    alice = make_user(root, name("alice"))
    details = str(root.iam.get_account_authorization_details()) + str(root.iam.get_user(UserName=name("alice")))
    assert alice.credentials.secret not in details
    wrong = Credentials(alice.credentials.key, alice.credentials.secret[::-1])
    with refused("SignatureDoesNotMatch", status=403):
        target.clients(wrong).sts.get_caller_identity()
