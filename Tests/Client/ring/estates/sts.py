"""STS: sessions are not owned, but roles are entered through it."""

from ring.estates import Estate, seen
from ring.policies import allow, document, make_role
from ring.target import Clients


def build(owner: Clients, stem: str, secret: str) -> Estate:
    role = make_role(owner, f"{stem}-entered", f"arn:aws:iam::{owner.target.account}:root", allow())
    return Estate(
        members={
            "RoleArn": role, "RoleSessionName": "thief", "WebIdentityToken": "a.b.c", "EncodedMessage": "opaque",
            "AccessKeyId": owner.credentials.key, "Name": "thief", "PrincipalArn": role, "SAMLAssertion": "PHgvPg==",
        },
        operations={"GetFederationToken": {"Policy": document(allow())}},
        owner_errors={
            "AssumeRole": "AccessDenied: root assumes no role",
            "AssumeRoleWithWebIdentity": "InvalidIdentityToken: nobody vouches for the caller here",
            "AssumeRoleWithSAML": "InvalidIdentityToken: nobody vouches for the caller here",
            "DecodeAuthorizationMessage": "InvalidAuthorizationMessageException: there was no denial yet",
        },
        answered={
            "GetAccessKeyInfo": "AWS tells everybody to which account a key belongs",
        },
        ids=[role, owner.credentials.key], own={"role": role},
    )


def look(owner: Clients, estate: Estate) -> object:
    return seen(owner.iam.get_role(RoleName=estate.own["role"].rsplit("/", 1)[-1]), "RoleLastUsed")
