"""Lambda: functions with all that hangs on them, and layers."""

import json

from ring.estates import Estate, seen
from ring.estates.logs import owner_tag
from ring.functions import archive, execution_role, make_function
from ring.target import Clients

ANSWERED = {"ListEventSourceMappings": "it lists the caller's own mappings, whatever the function"}
BODY = "exports.handler = async () => process.env.SECRET;"


def build(owner: Clients, stem: str, secret: str) -> Estate:
    api, files, role = owner.functions, {"index.js": f"// {secret}\n{BODY}"}, execution_role(owner, stem)
    tags = {"secret": secret, **owner_tag(owner)}
    function = make_function(
        owner, stem, files, role=role, Environment={"Variables": {"SECRET": secret}}, Description=secret, Tags=tags)
    bare = make_function(owner, stem + "-bare", files, role=role, Tags=tags)
    version = api.publish_version(FunctionName=stem)["Version"]
    api.create_alias(FunctionName=stem, Name="live", FunctionVersion=version, Description=secret)
    api.create_function_url_config(FunctionName=stem, AuthType="AWS_IAM")
    api.put_function_event_invoke_config(FunctionName=stem, MaximumRetryAttempts=0)
    api.put_function_concurrency(FunctionName=stem, ReservedConcurrentExecutions=5)
    api.put_provisioned_concurrency_config(FunctionName=stem, Qualifier="live", ProvisionedConcurrentExecutions=1)
    api.add_permission(
        FunctionName=stem, StatementId="own", Action="lambda:InvokeFunction", Principal="events.amazonaws.com")
    layer = api.publish_layer_version(
        LayerName=stem, Description=secret, Content={"ZipFile": archive({"layer.js": secret})})
    api.add_layer_version_permission(
        LayerName=stem, VersionNumber=1, StatementId="own", Action="lambda:GetLayerVersion",
        Principal=owner.target.account)
    source = f"arn:aws:sqs:{owner.target.region}:{owner.target.account}:{stem}"
    mapping = api.create_event_source_mapping(FunctionName=stem, EventSourceArn=source)["UUID"]
    arn, free = function.arn, {"FunctionName": bare.arn}
    return Estate(
        members={
            "LayerName": layer["LayerArn"], "VersionNumber": 1, "StatementId": "own", "Action": "lambda:InvokeFunction",
            "Principal": "events.amazonaws.com", "FunctionName": arn, "Name": "live", "FunctionVersion": version,
            "Role": role, "Code": {"ZipFile": archive({"index.js": BODY})}, "AuthType": "NONE", "UUID": mapping,
            "Qualifier": "live", "Arn": layer["LayerVersionArn"], "InvokeArgs": b"{}", "Resource": arn,
            "Content": {"ZipFile": archive({"layer.js": "mine"})}, "ReservedConcurrentExecutions": 1,
            "RecursiveLoop": "Allow", "ProvisionedConcurrentExecutions": 2, "UpdateRuntimeOn": "Auto",
            "Tags": {"mine": "now"}, "TagKeys": ["secret"],
        },
        operations={
            "AddLayerVersionPermission": {"StatementId": "new", "Action": "lambda:GetLayerVersion", "Principal": "*"},
            "AddPermission": {"StatementId": "new"}, "CreateAlias": {"Name": "new"},
            "CreateEventSourceMapping": {"EventSourceArn": source + "-new"},
            "CreateFunction": {"FunctionName": stem + "-new", "Runtime": "nodejs22.x", "Handler": "index.handler"},
            "CreateFunctionUrlConfig": free, "DeleteFunction": free,
            "GetFunctionCodeSigningConfig": {}, "Invoke": {"Payload": b"{}"},
            "InvokeWithResponseStream": {"Payload": b"{}"}, "ListEventSourceMappings": {"FunctionName": arn},
            "GetPolicy": {}, "PublishLayerVersion": {"LayerName": stem}, "PutFunctionConcurrency": free,
            "UpdateAlias": {"Description": "mine now"}, "UpdateEventSourceMapping": {"Enabled": False},
            "UpdateFunctionCode": {**free, "ZipFile": archive({"index.js": "mine"})},
            "UpdateFunctionConfiguration": {**free, "Description": "mine now"},
            "UpdateFunctionUrlConfig": {"AuthType": "NONE"}, "UpdateFunctionEventInvokeConfig": {
                "MaximumRetryAttempts": 1}, "PutFunctionEventInvokeConfig": {"MaximumRetryAttempts": 1},
        },
        answered=ANSWERED,
        ids=[arn, bare.arn, layer["LayerArn"], layer["LayerVersionArn"], mapping, role],
        own={"stem": stem, "arn": arn, "layer": layer["LayerArn"]},
    )


def look(owner: Clients, estate: Estate) -> object:
    api, stem = owner.functions, estate.own["stem"]
    signed = ("Location", "LastUsedDate")
    return [
        seen(api.get_function(FunctionName=stem), *signed),
        seen(api.get_function(FunctionName=stem + "-bare"), *signed),
        seen(api.list_versions_by_function(FunctionName=stem)), seen(api.list_aliases(FunctionName=stem)),
        json.loads(api.get_policy(FunctionName=stem)["Policy"]),
        seen(api.list_event_source_mappings(FunctionName=stem)),
        seen(api.list_function_url_configs(FunctionName=stem)), seen(api.list_layer_versions(LayerName=stem)),
        seen(api.list_function_event_invoke_configs(FunctionName=stem)),
        seen(api.get_layer_version_policy(LayerName=stem, VersionNumber=1)),
        seen(api.get_function_recursion_config(FunctionName=stem)),
    ]
