"""GetSessionToken and GetFederationToken: temporary keys of a user's own."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from botocore.exceptions import ClientError

from ring.policies import allow, document, make_user
from ring.refusal import refused
from ring.target import Credentials


@pytest.fixture
def alice(root, name):
    return make_user(root, name("alice"), allow(["iam:ListUsers", "sts:GetFederationToken", "sts:AssumeRole"]))


@pytest.fixture
def own(alice, target):
    return target.clients(Credentials.of(alice.sts.get_session_token()["Credentials"]))


def test_a_session_token_speaks_as_the_user(own, target, name):
    """Same ARN as the user's own key."""
    assert own.sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{target.account}:user/{name('alice')}"


def test_a_session_token_without_mfa_is_no_key_to_iam(own):
    """AWS: such sessions call no IAM operation."""
    with refused("InvalidClientTokenId", status=403):
        own.iam.list_users()


@pytest.mark.parametrize("operation", ["GetSessionToken", "GetFederationToken"])
def test_sessions_do_not_beget_sessions(own, operation):
    """Otherwise a temporary key could be renewed for ever."""
    calls = {
        "GetSessionToken": lambda: own.sts.get_session_token(),
        "GetFederationToken": lambda: own.sts.get_federation_token(Name="web"),
    }
    with refused("AccessDenied", f"Cannot call {operation} with session credentials", 403):
        calls[operation]()


@pytest.mark.parametrize(
    ("seconds", "bound"), [(899, "greater than or equal to 900"), (129601, "less than or equal to 129600")]
)
def test_session_token_durations(alice, seconds, bound):
    """15 minutes to 36 hours."""
    with refused(
        "ValidationError",
        f"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: "
        f"Member must have value {bound}",
        400,
    ):
        alice.sts.get_session_token(DurationSeconds=seconds)


def test_a_federated_user_has_a_name_of_its_own(alice, target):
    """Its ARN is no user's, and its id is the account with that name."""
    answer = alice.sts.get_federation_token(Name="web", Policy=document(allow("sts:*")))
    assert answer["FederatedUser"] == {
        "FederatedUserId": f"{target.account}:web", "Arn": f"arn:aws:sts::{target.account}:federated-user/web",
    }
    federated = target.clients(Credentials.of(answer["Credentials"]))
    assert federated.sts.get_caller_identity()["Arn"] == answer["FederatedUser"]["Arn"]


def test_federation_needs_permission(root, target, name):
    """GetSessionToken is everybody's, GetFederationToken is not."""
    bob = make_user(root, name("bob"))
    assert bob.sts.get_session_token()
    with refused("AccessDenied", status=403):
        bob.sts.get_federation_token(Name="web")


@pytest.mark.parametrize("token", ["nonsense", None])
def test_a_session_key_needs_its_own_token(alice, target, token):
    """An ASIA key without its token, or with another, is no credential."""
    credentials = Credentials.of(alice.sts.get_session_token()["Credentials"])
    with refused("InvalidClientTokenId", status=403):
        target.clients(Credentials(credentials.key, credentials.secret, token)).sts.get_caller_identity()


def test_a_token_of_another_session_is_refused(alice, target):
    """The token is bound to the key that it came with."""
    first, second = (Credentials.of(alice.sts.get_session_token()["Credentials"]) for _ in range(2))
    with refused("InvalidClientTokenId", status=403):
        target.clients(Credentials(first.key, first.secret, second.token)).sts.get_caller_identity()


def test_a_session_ends_with_its_users_key_rights(alice, own, root, name):
    """Deleting the user leaves no session behind that still speaks for it."""
    for key in root.iam.list_access_keys(UserName=name("alice"))["AccessKeyMetadata"]:
        root.iam.delete_access_key(UserName=name("alice"), AccessKeyId=key["AccessKeyId"])
    root.iam.delete_user_policy(UserName=name("alice"), PolicyName="own")
    root.iam.delete_user(UserName=name("alice"))
    with pytest.raises(ClientError) as caught:
        own.sts.assume_role(RoleArn=f"arn:aws:iam::{own.target.account}:role/any", RoleSessionName="session")
    assert caught.value.response["Error"]["Code"] in {"AccessDenied", "InvalidClientTokenId"}


def totp(seed: str, at: float) -> str:
    """RFC 6238's code of a moment, by the standard library."""
    counter = struct.pack(">Q", int(at) // 30)
    digest = hmac.new(base64.b32decode(seed), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_a_second_factor_opens_what_asks_for_it(root, target, name):
    """The session of a proved code calls IAM and satisfies `aws:MultiFactorAuthPresent`; a code is good once."""
    user = name("holder")
    asks = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    holder = make_user(root, user, allow("iam:ListUsers", Condition=asks))
    device = root.iam.create_virtual_mfa_device(VirtualMFADeviceName=user)["VirtualMFADevice"]
    serial, seed = device["SerialNumber"], device["Base32StringSeed"].decode()
    now = time.time()
    root.iam.enable_mfa_device(
        UserName=user, SerialNumber=serial,
        AuthenticationCode1=totp(seed, now - 60), AuthenticationCode2=totp(seed, now - 30))
    with refused("AccessDenied", status=403):
        holder.iam.list_users()
    with refused("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403):
        holder.sts.get_session_token(SerialNumber=serial, TokenCode=totp(seed, now - 3600))
    code = totp(seed, now)
    keys = holder.sts.get_session_token(SerialNumber=serial, TokenCode=code)["Credentials"]
    assert target.clients(Credentials.of(keys)).iam.list_users()["Users"]
    with refused("AccessDenied", status=403):
        holder.sts.get_session_token(SerialNumber=serial, TokenCode=code)
