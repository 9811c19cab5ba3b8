"""IAM: users, groups, roles, policies, providers, devices."""

import contextlib
import time
import types

import pyotp

from ring.estates import Estate, seen
from ring.estates.logs import owner_tag
from ring.policies import allow, document, trust
from ring.providers.saml import SAMLProvider
from ring.target import Clients

SAML = SAMLProvider()


def furnish(owner: Clients, stem: str, secret: str) -> types.SimpleNamespace:
    """Makes everything, and gives its names."""
    iam, account = owner.iam, owner.target.account
    tags = [{"Key": name, "Value": value} for name, value in {"secret": secret, **owner_tag(owner)}.items()]
    text = document(allow("s3:GetObject", f"arn:aws:s3:::{secret}/*"))
    trusted = document(trust(f"arn:aws:iam::{account}:root"))
    user, group, role, profile = (f"{stem}-{kind}" for kind in ("user", "group", "role", "profile"))
    policy = iam.create_policy(
        PolicyName=f"{stem}-policy", PolicyDocument=text, Description=secret, Tags=tags)["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=text)
    iam.create_user(UserName=user, Tags=tags)
    iam.create_user(UserName=user + "-2")
    iam.create_group(GroupName=group)
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=trusted, Description=secret, Tags=tags)
    iam.create_role(RoleName=role + "-2", AssumeRolePolicyDocument=trusted)
    for kind, name in (("user", user), ("group", group), ("role", role)):
        holder = {f"{kind.title()}Name": name}
        getattr(iam, f"put_{kind}_policy")(PolicyName="own", PolicyDocument=text, **holder)
        getattr(iam, f"attach_{kind}_policy")(PolicyArn=policy, **holder)
    for kind, name in (("user", user), ("role", role)):
        getattr(iam, f"put_{kind}_permissions_boundary")(
            PermissionsBoundary=policy, **{f"{kind.title()}Name": name})
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    iam.create_login_profile(UserName=user, Password="Correct-Horse-7")
    iam.add_user_to_group(UserName=user, GroupName=group)
    iam.create_instance_profile(InstanceProfileName=profile, Tags=tags)
    iam.create_instance_profile(InstanceProfileName=profile + "-2")
    iam.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=role)
    openid = iam.create_open_id_connect_provider(
        Url=f"https://{stem}.example", ClientIDList=[secret], Tags=tags)["OpenIDConnectProviderArn"]
    saml = iam.create_saml_provider(
        SAMLMetadataDocument=SAML.metadata(), Name=f"{stem}-idp", Tags=tags)["SAMLProviderArn"]
    device, spare, seed = enabled_device(iam, stem, user, tags)
    with contextlib.suppress(iam.exceptions.EntityAlreadyExistsException):
        iam.create_account_alias(AccountAlias=alias(account))
    iam.update_account_password_policy(MinimumPasswordLength=9)
    iam.generate_credential_report()
    iam.generate_credential_report()
    linked = iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")["Role"]["RoleName"] \
        if not has_role(iam, "AWSServiceRoleForAutoScaling") else "AWSServiceRoleForAutoScaling"
    return types.SimpleNamespace(
        stem=stem, account=account, text=text, harmless=text.replace(secret, "mine"), trusted=trusted,
        user=user, group=group, role=role, profile=profile,
        policy=policy, key=key, openid=openid, saml=saml, device=device, spare=spare, linked=linked,
        codes=(pyotp.TOTP(seed).at(0), pyotp.TOTP(seed).at(30)),
    )


def build(owner: Clients, stem: str, secret: str) -> Estate:
    made = furnish(owner, stem, secret)
    return Estate(
        members=members(made), operations=operations(made), owner_errors=OWNER_ERRORS, answered=ANSWERED,
        naming=frozenset({"UserName"}),
        ids=[made.policy, made.openid, made.saml, made.device, made.spare, made.key,
             f"arn:aws:iam::{made.account}:user/{made.user}"],
        own=vars(made),
    )


def members(made: types.SimpleNamespace) -> dict:
    return {
        "OpenIDConnectProviderArn": made.openid, "ClientID": "mine", "InstanceProfileName": made.profile,
        "RoleName": made.role,
        "GroupName": made.group, "UserName": made.user, "PolicyArn": made.policy, "OldPassword": "x",
        "NewPassword": "y" * 12,
        "AccountAlias": alias(made.account), "Url": f"https://{made.stem}-new.example", "PolicyName": "own",
        "PolicyDocument": made.harmless, "AssumeRolePolicyDocument": made.trusted,
        "SAMLMetadataDocument": SAML.metadata(), "Name": f"{made.stem}-new", "AWSServiceName": "acm.amazonaws.com",
        "VirtualMFADeviceName": f"{made.stem}-new", "SerialNumber": made.device, "AccessKeyId": made.key,
        "VersionId": "v2",
        "SAMLProviderArn": made.saml, "AuthenticationCode1": made.codes[0], "AuthenticationCode2": made.codes[1],
        "PolicyInputList": [made.text], "PolicySourceArn": f"arn:aws:iam::{made.account}:user/{made.user}",
        "DeletionTaskId": "task/aws-service-role/autoscaling.amazonaws.com/x/y",
        "Arn": f"arn:aws:iam::{made.account}:user/{made.user}",
        "ServiceNamespaces": ["s3"], "PermissionsBoundary": made.policy, "ActionNames": ["s3:GetObject"],
        "Tags": [{"Key": "mine", "Value": "now"}], "TagKeys": ["secret"], "Status": "Inactive",
        "ThumbprintList": ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"], "Description": "mine now",
    }


def operations(made: types.SimpleNamespace) -> dict:
    return {
        "AddRoleToInstanceProfile": {"InstanceProfileName": made.profile + "-2"},
        "AddUserToGroup": {"UserName": made.user + "-2"},
        "CreateAccountAlias": {"AccountAlias": alias(made.account)},
        "CreateAccessKey": {}, "CreateGroup": {"GroupName": made.group + "-new"},
        "CreateInstanceProfile": {"InstanceProfileName": made.profile + "-new"},
        "CreateLoginProfile": {"UserName": made.user + "-2", "Password": "Correct-Horse-7"},
        "CreatePolicy": {"PolicyName": f"{made.stem}-new"}, "CreateRole": {"RoleName": made.role + "-new"},
        "CreateUser": {"UserName": made.user + "-new"}, "DeactivateMFADevice": {},
        "CreateVirtualMFADevice": {"VirtualMFADeviceName": f"{made.stem}-new"},
        "DeletePolicyVersion": {}, "DeleteServiceLinkedRole": {"RoleName": made.linked},
        "DeleteVirtualMFADevice": {"SerialNumber": made.spare},
        "EnableMFADevice": {"SerialNumber": made.spare, "UserName": made.user + "-2"},
        "GetAccountAuthorizationDetails": {}, "ListEntitiesForPolicy": {},
        "SetDefaultPolicyVersion": {}, "SimulatePrincipalPolicy": {},
        "PutUserPermissionsBoundary": {"UserName": made.user + "-2"},
        "PutRolePermissionsBoundary": {"RoleName": made.role + "-2"},
        "TagUser": {}, "UpdateUser": {"NewUserName": f"{made.user}-moved"},
        "UpdateGroup": {"NewGroupName": f"{made.group}-moved"}, "UpdateLoginProfile": {"Password": "Other-Horse-8"},
        "UpdateSAMLProvider": {"SAMLMetadataDocument": SAML.metadata()},
        "UpdateAccountPasswordPolicy": {"MinimumPasswordLength": 6}, "UpdateRole": {"Description": "mine now"},
        "UpdateAssumeRolePolicy": {"PolicyDocument": made.trusted},
    }


OWNER_ERRORS = {
    "ChangePassword": "InvalidUserType: for users themselves, not for root",
    "DeleteGroup": "DeleteConflict: somebody is in it", "DeletePolicy": "DeleteConflict: it is in use",
    "DeleteRole": "DeleteConflict: it has policies", "DeleteUser": "DeleteConflict: it has a key",
    "DeleteInstanceProfile": "DeleteConflict: a role is in it",
    "EnableMFADevice": "InvalidAuthenticationCode: codes of 1970",
    "ResyncMFADevice": "InvalidAuthenticationCode: codes of 1970",
    "GetServiceLinkedRoleDeletionStatus": "NoSuchEntity: nothing is being deleted",
}
ANSWERED = {
    "GetContextKeysForCustomPolicy": "the policy comes with the call",
    "SimulateCustomPolicy": "the policy comes with the call",
}


def alias(account: str) -> str:
    return f"ring-{account}"


def has_role(iam, name: str) -> bool:
    try:
        return bool(iam.get_role(RoleName=name))
    except iam.exceptions.NoSuchEntityException:
        return False


def enabled_device(iam, stem: str, user: str, tags: list) -> tuple[str, str, str]:
    """A device that the user has, one that nobody has, and the seed of the latter."""
    serials = []
    for number in range(2):
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=f"{stem}-{number}", Tags=tags)["VirtualMFADevice"]
        serials.append((made["SerialNumber"], made["Base32StringSeed"].decode()))
    codes = pyotp.TOTP(serials[0][1])
    iam.enable_mfa_device(
        UserName=user, SerialNumber=serials[0][0], AuthenticationCode1=codes.at(int(time.time()) - 30),
        AuthenticationCode2=codes.now())
    return serials[0][0], serials[1][0], serials[1][1]


def look(owner: Clients, estate: Estate) -> object:
    iam, own = owner.iam, estate.own
    details = iam.get_account_authorization_details()
    mine = {kind: [each for each in details[kind] if estate.own["user"].removesuffix("-user") in str(each)]
            for kind in ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")}
    return [
        seen(mine, "RoleLastUsed"), seen(iam.list_access_keys(UserName=own["user"])),
        seen(iam.list_mfa_devices(UserName=own["user"])), seen(iam.get_login_profile(UserName=own["user"])),
        seen(iam.get_open_id_connect_provider(OpenIDConnectProviderArn=own["openid"])),
        seen(iam.get_saml_provider(SAMLProviderArn=own["saml"])), seen(iam.list_account_aliases()),
        seen(iam.list_virtual_mfa_devices()),
    ]
