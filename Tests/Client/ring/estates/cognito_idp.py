"""Cognito user pools: pools, clients, users, groups, devices, tokens."""

import types

from ring.estates import Estate, seen
from ring.estates.logs import owner_tag
from ring.functions import execution_role
from ring.pools import FLOWS, PASSWORD, address, attributes, make_app, make_user
from ring.target import Clients


def furnish(owner: Clients, stem: str, secret: str) -> types.SimpleNamespace:
    """Makes everything, and gives its names."""
    pools = owner.pools
    pool = pools.create_user_pool(
        PoolName=stem, UserPoolTags={"secret": secret, **owner_tag(owner)}, AutoVerifiedAttributes=["email"],
        AccountRecoverySetting={"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]})["UserPool"]
    app = make_app(owner, pool["Id"])
    mine = make_user(owner, pool["Id"], "ada", email=address(), email_verified="true", name=secret)
    make_user(owner, pool["Id"], "eve", email=address(), name=secret)
    pools.admin_create_user(UserPoolId=pool["Id"], Username="new", MessageAction="SUPPRESS", TemporaryPassword=PASSWORD)
    app.sign_up("begun", email=address())
    pools.create_group(UserPoolId=pool["Id"], GroupName="group", Description=secret)
    pools.admin_add_user_to_group(UserPoolId=pool["Id"], Username="ada", GroupName="group")
    resource = f"https://{stem}.example"
    pools.create_resource_server(UserPoolId=pool["Id"], Identifier=resource, Name=secret)
    pools.create_user_pool_domain(UserPoolId=pool["Id"], Domain=stem)
    details = {"client_id": secret, "client_secret": secret, "authorize_scopes": "email"}
    pools.create_identity_provider(
        UserPoolId=pool["Id"], ProviderName="Facebook", ProviderType="Facebook", ProviderDetails=details,
        IdpIdentifiers=[stem])
    job = pools.create_user_import_job(
        UserPoolId=pool["Id"], JobName=secret, CloudWatchLogsRoleArn=execution_role(owner, stem))["UserImportJob"]
    sealed = make_app(owner, pool["Id"], secret=True)
    added = pools.add_user_pool_client_secret(UserPoolId=pool["Id"], ClientId=sealed.client)
    single = make_app(owner, pool["Id"], secret=True)
    tokens = app.sign_in("ada")
    source = {"ProviderName": "Facebook", "ProviderAttributeName": "Cognito_Subject", "ProviderAttributeValue": "7"}
    person = {"ProviderName": "Cognito", "ProviderAttributeValue": "ada"}
    pools.admin_link_provider_for_user(UserPoolId=pool["Id"], DestinationUser=person, SourceUser={
        **source, "ProviderAttributeValue": "8"})
    challenged = app.start("USER_PASSWORD_AUTH", USERNAME="new", PASSWORD=PASSWORD)["Session"]
    return types.SimpleNamespace(
        stem=stem, region=owner.target.region, pool=pool["Id"], arn=pool["Arn"], app=app, sealed=sealed.client,
        single=single.client, added=added, tokens=tokens, details=details, resource=resource, person=person,
        source=source, challenged=challenged, job=job, user={"Username": "eve"},
        sub={each["Name"]: each["Value"] for each in mine["UserAttributes"]}["sub"],
    )


def build(owner: Clients, stem: str, secret: str) -> Estate:
    made = furnish(owner, stem, secret)
    return Estate(
        members=members(made), operations=operations(made), owner_errors=OWNER_ERRORS,
        ids=[made.pool, made.arn, made.app.client, made.sealed, made.tokens["AccessToken"], made.tokens["RefreshToken"],
             made.sub, made.job["JobId"]],
        own=vars(made),
    )


def members(made: types.SimpleNamespace) -> dict:
    return {
        "UserPoolId": made.pool, "ClientId": made.app.client, "Username": "ada", "GroupName": "group",
        "CustomAttributes": [{"Name": "mine", "AttributeDataType": "String"}],
        "UserAttributeNames": ["name"], "User": {**made.source, "ProviderAttributeValue": "8"},
        "DeviceKey": f"{made.region}_00000000-1111-2222-3333-444444444444",
        "AuthFlow": "ADMIN_USER_PASSWORD_AUTH", "DestinationUser": made.person, "SourceUser": made.source,
        "ChallengeName": "NEW_PASSWORD_REQUIRED", "Password": "Other-Horse-9", "MFAOptions": [],
        "UserAttributes": attributes(name="mine now"), "ProposedPassword": "Other-Horse-9",
        "AccessToken": made.tokens["AccessToken"], "ConfirmationCode": "000000", "ProviderName": "Facebook",
        "ProviderType": "Google", "ProviderDetails": made.details, "Identifier": made.resource, "Name": "mine now",
        "JobName": "mine-now", "CloudWatchLogsRoleArn": made.job["CloudWatchLogsRoleArn"], "PoolName": made.stem,
        "ClientName": "mine-now", "Domain": made.stem, "ClientSecretId": secret_id(made.added),
        "JobId": made.job["JobId"], "IdpIdentifier": made.stem, "RefreshToken": made.tokens["RefreshToken"],
        "AttributeName": "email",
        "ResourceArn": made.arn, "MaxResults": 60, "Token": made.tokens["RefreshToken"], "Tags": {"mine": "now"},
        "TagKeys": ["secret"], "UserCode": "000000", "Code": "000000",
    }


def operations(made: types.SimpleNamespace) -> dict:
    return {
        "AddUserPoolClientSecret": {"ClientId": made.single},
        "AdminAddUserToGroup": made.user, "AdminConfirmSignUp": {"Username": "begun"},
        "AdminCreateUser": {"Username": "thief", "MessageAction": "SUPPRESS"}, "AdminDeleteUser": made.user,
        "AdminDisableUser": made.user, "AdminSetUserPassword": {**made.user, "Permanent": True},
        "AdminInitiateAuth": {"AuthParameters": {"USERNAME": "ada", "PASSWORD": PASSWORD}},
        "AdminRespondToAuthChallenge": {"Session": made.challenged, "ChallengeResponses": {
            "USERNAME": "new", "NEW_PASSWORD": "Other-Horse-9"}},
        "AdminResetUserPassword": {}, "AdminUpdateDeviceStatus": {"DeviceRememberedStatus": "remembered"},
        "AdminSetUserMFAPreference": {"EmailMfaSettings": {"Enabled": False}},
        "AssociateSoftwareToken": {"AccessToken": made.tokens["AccessToken"]},
        "ChangePassword": {"PreviousPassword": PASSWORD},
        "CreateGroup": {"GroupName": "new"}, "CreateIdentityProvider": {"ProviderName": "Google"},
        "CreateResourceServer": {"Identifier": made.resource + "/new"}, "CreateUserPool": {"PoolName": made.stem},
        "CreateUserPoolDomain": {"Domain": made.stem + "-new"},
        "DeleteUserPoolClientSecret": {"ClientId": made.sealed},
        "DescribeUserPoolClient": {"ClientId": made.sealed},
        "GetTokensFromRefreshToken": {}, "InitiateAuth": {
            "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "ada", "PASSWORD": PASSWORD}},
        "ListUserPools": {"MaxResults": 60}, "ListUserPoolClientSecrets": {"ClientId": made.sealed},
        "RespondToAuthChallenge": {"Session": made.challenged, "ChallengeResponses": {
            "USERNAME": "new", "NEW_PASSWORD": "Other-Horse-9"}},
        "SignUp": {"Username": "thief", "UserAttributes": attributes(email=address())},
        "SetUserPoolMfaConfig": {"MfaConfiguration": "OFF"},
        "UpdateUserPoolClient": {"ExplicitAuthFlows": FLOWS}, "UpdateResourceServer": {},
        "UpdateGroup": {"Description": "mine now"},
        "UpdateUserPoolDomain": {"ManagedLoginVersion": 1},
        "UpdateDeviceStatus": {"DeviceRememberedStatus": "remembered"},
        "UpdateIdentityProvider": {"ProviderDetails": made.details},
    }


OWNER_ERRORS = {
    **{name: "ResourceNotFoundException: nobody remembers a device" for name in (
        "AdminForgetDevice", "AdminGetDevice", "AdminUpdateDeviceStatus", "ForgetDevice", "GetDevice",
        "UpdateDeviceStatus")},
    "StopUserImportJob": "PreconditionNotMetException: it was never started",
    "StartUserImportJob": "PreconditionNotMetException: nothing was uploaded",
    "DeleteUserPool": "InvalidParameterException: it has a domain",
    "CreateUserPoolDomain": "InvalidParameterException: a pool has one",
}


def secret_id(answer: dict) -> str:
    return answer["ClientSecretDescriptor"]["ClientSecretId"]


def look(owner: Clients, estate: Estate) -> object:
    pools, pool = owner.pools, estate.own["pool"]
    users = pools.list_users(UserPoolId=pool)["Users"]
    return [
        seen(pools.describe_user_pool(UserPoolId=pool)), seen(sorted(users, key=lambda user: user["Username"])),
        seen(pools.describe_user_pool_client(UserPoolId=pool, ClientId=estate.own["sealed"])),
        seen(pools.list_user_pool_client_secrets(UserPoolId=pool, ClientId=estate.own["sealed"])),
        seen(pools.list_groups(UserPoolId=pool)), seen(pools.list_users_in_group(UserPoolId=pool, GroupName="group")),
        seen(pools.list_resource_servers(UserPoolId=pool, MaxResults=50)),
        seen(pools.list_identity_providers(UserPoolId=pool, MaxResults=60)),
        seen(pools.list_user_import_jobs(UserPoolId=pool, MaxResults=60)),
        seen(pools.admin_get_user(UserPoolId=pool, Username="ada")),
    ]
