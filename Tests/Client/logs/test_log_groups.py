"""Log groups: what is told of them, how they are listed, tagged and kept, and what is refused."""

import re

import pytest

from ring.refusal import refused

MISSING = "The specified log group does not exist."


def test_a_group_tells_what_terraform_reads(logs, group, target):
    """`aws_cloudwatch_log_group` reads all of these after it has made a group."""
    made = group("/ring/a", tags={"k": "v"}, logGroupClass="INFREQUENT_ACCESS")
    described = logs.describe_log_groups(logGroupNamePrefix=made)["logGroups"][0]
    arn = f"arn:aws:logs:{target.region}:{target.account}:log-group:{made}"
    assert described.pop("creationTime") > 0
    assert described == {
        "logGroupName": made, "arn": arn + ":*", "logGroupArn": arn, "logGroupClass": "INFREQUENT_ACCESS",
        "metricFilterCount": 0, "storedBytes": 0, "deletionProtectionEnabled": False,
    }
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"k": "v"}
    with refused("ResourceAlreadyExistsException", "The specified log group already exists", 400):
        logs.create_log_group(logGroupName=made)
    logs.delete_log_group(logGroupName=made)
    with refused("ResourceNotFoundException", MISSING, 400):
        logs.delete_log_group(logGroupName=made)


def test_pages_of_groups_make_the_whole(logs, group, name):
    wanted = [group(f"/ring/n{number}") for number in range(5)]
    pages = logs.get_paginator("describe_log_groups").paginate(
        logGroupNamePrefix="/ring/n", PaginationConfig={"PageSize": 2}
    )
    found = [each["logGroupName"] for page in pages for each in page["logGroups"]]
    assert [each for each in found if each in wanted] == sorted(wanted)
    listed = logs.list_log_groups(logGroupNamePattern=wanted[3][-20:])["logGroups"]
    assert wanted[3] in [each["logGroupName"] for each in listed]


def test_prefix_and_pattern_exclude_each_other(logs):
    with refused("InvalidParameterException",
                 "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.", 400):
        logs.describe_log_groups(logGroupNamePrefix="a", logGroupNamePattern="b")


@pytest.mark.parametrize(("arguments", "message"), [
    ({"logGroupName": "aws/x"}, re.compile("Log groups starting with AWS/ are reserved for AWS\\.?")),
    ({"logGroupName": "a b"}, re.compile("1 validation error detected: Value 'a b' at 'logGroupName' failed .*")),
    ({"logGroupName": "x", "kmsKeyId": "arn:aws:kms:eu-central-1:111122223333:key/none"}, re.compile(".*KMS.*")),
], ids=["reserved", "pattern", "kms"])
def test_groups_that_cannot_be_are_refused(logs, arguments, message):
    with refused("InvalidParameterException", message, 400):
        logs.create_log_group(**arguments)


def test_retention_is_one_of_a_few_numbers(logs, group):
    made = group()
    logs.put_retention_policy(logGroupName=made, retentionInDays=14)
    assert logs.describe_log_groups(logGroupNamePrefix=made)["logGroups"][0]["retentionInDays"] == 14
    with refused("InvalidParameterException", status=400):
        logs.put_retention_policy(logGroupName=made, retentionInDays=2)
    logs.delete_retention_policy(logGroupName=made)
    assert "retentionInDays" not in logs.describe_log_groups(logGroupNamePrefix=made)["logGroups"][0]


def test_protected_groups_stay(logs, group, target):
    made = group(deletionProtectionEnabled=True)
    with refused("ValidationException",
                 "Cannot delete log group with deletion protection enabled. Disable deletion protection first.", 400):
        logs.delete_log_group(logGroupName=made)
    arn = f"arn:aws:logs:{target.region}:{target.account}:log-group:{made}"
    logs.put_log_group_deletion_protection(logGroupIdentifier=arn, deletionProtectionEnabled=False)
    logs.delete_log_group(logGroupName=made)


def test_tags_by_name_and_by_arn(logs, group, target):
    made = group()
    arn = f"arn:aws:logs:{target.region}:{target.account}:log-group:{made}"
    logs.tag_log_group(logGroupName=made, tags={"a": "1", "b": "1"})
    logs.tag_resource(resourceArn=arn, tags={"b": "2", "c": "3"})
    logs.untag_log_group(logGroupName=made, tags=["a"])
    logs.untag_resource(resourceArn=arn, tagKeys=["c", "none"])
    assert logs.list_tags_log_group(logGroupName=made)["tags"] == {"b": "2"}
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"b": "2"}
    with refused("ResourceNotFoundException", MISSING, 400):
        logs.tag_resource(resourceArn=arn + "-none", tags={"a": "1"})
