"""Removes what one run made in an account that cannot be reset, such as one of AWS."""

import contextlib

from botocore.exceptions import ClientError


def sweep(root, mark: str) -> None:
    """Everything whose name holds the mark: what is attached or inside first."""
    identity_pools = root.client("cognito-identity")
    for page in identity_pools.get_paginator("list_identity_pools").paginate(MaxResults=60):
        for pool in page["IdentityPools"]:
            if mark in pool["IdentityPoolName"]:
                identity_pools.delete_identity_pool(IdentityPoolId=pool["IdentityPoolId"])
    for page in root.pools.get_paginator("list_user_pools").paginate(MaxResults=60):
        for pool in page["UserPools"]:
            if mark in pool["Name"]:
                root.pools.delete_user_pool(UserPoolId=pool["Id"])
    for page in root.identities.get_paginator("list_identity_pools").paginate(MaxResults=60):
        for pool in page["IdentityPools"]:
            if mark in pool["IdentityPoolName"]:
                root.identities.delete_identity_pool(IdentityPoolId=pool["IdentityPoolId"])
    sweep_functions(root.functions, mark)
    for name in names(root.logs, "describe_log_groups", "logGroups", "logGroupName", mark):
        root.logs.delete_log_group(logGroupName=name)
    sweep_identities(root.iam, mark)


def sweep_functions(functions, mark: str) -> None:
    for name in names(functions, "list_functions", "Functions", "FunctionName", mark):
        functions.delete_function(FunctionName=name)
    for layer in names(functions, "list_layers", "Layers", "LayerName", mark):
        for version in functions.list_layer_versions(LayerName=layer)["LayerVersions"]:
            functions.delete_layer_version(LayerName=layer, VersionNumber=version["Version"])


def sweep_identities(iam, mark: str) -> None:
    for name in names(iam, "list_instance_profiles", "InstanceProfiles", "InstanceProfileName", mark):
        for role in iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]["Roles"]:
            iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName=role["RoleName"])
        iam.delete_instance_profile(InstanceProfileName=name)
    for name in names(iam, "list_users", "Users", "UserName", mark):
        sweep_user(iam, name)
    for kind in ("Role", "Group"):
        for name in names(iam, f"list_{kind.lower()}s", f"{kind}s", f"{kind}Name", mark):
            sweep_policies(iam, kind.lower(), **{f"{kind}Name": name})
            getattr(iam, f"delete_{kind.lower()}")(**{f"{kind}Name": name})
    for policy in iam.get_paginator("list_policies").paginate(Scope="Local").search("Policies[]"):
        if mark in policy["PolicyName"]:
            for version in iam.list_policy_versions(PolicyArn=policy["Arn"])["Versions"]:
                if not version["IsDefaultVersion"]:
                    iam.delete_policy_version(PolicyArn=policy["Arn"], VersionId=version["VersionId"])
            iam.delete_policy(PolicyArn=policy["Arn"])


def names(client, operation: str, member: str, field: str, mark: str) -> list[str]:
    found = client.get_paginator(operation).paginate().search(f"{member}[].{field}")
    return [name for name in found if mark in name]


def sweep_user(iam, name: str) -> None:
    for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    for group in iam.list_groups_for_user(UserName=name)["Groups"]:
        iam.remove_user_from_group(UserName=name, GroupName=group["GroupName"])
    sweep_policies(iam, "user", UserName=name)
    with contextlib.suppress(ClientError):
        iam.delete_login_profile(UserName=name)
    with contextlib.suppress(ClientError):
        iam.delete_user_permissions_boundary(UserName=name)
    iam.delete_user(UserName=name)


def sweep_policies(iam, kind: str, **holder: str) -> None:
    for policy in getattr(iam, f"list_attached_{kind}_policies")(**holder)["AttachedPolicies"]:
        getattr(iam, f"detach_{kind}_policy")(PolicyArn=policy["PolicyArn"], **holder)
    for policy in getattr(iam, f"list_{kind}_policies")(**holder)["PolicyNames"]:
        getattr(iam, f"delete_{kind}_policy")(PolicyName=policy, **holder)
