"""Functions: what is set is read back, what is refused, and what deletion takes along."""

import base64
import hashlib
import re
import urllib.error
import urllib.request

import pytest

from ring.functions import archive, make_function
from ring.policies import allow, make_role, make_user, trust
from ring.refusal import refused

MISMATCH = (
    "The Revision Id provided does not match the latest Revision Id. "
    "Call the GetFunction/GetAlias API to retrieve the latest Revision Id"
)


def test_what_is_set_is_read_back(root, create, arn, role, name):
    """AWS's members, spelt as AWS spells them; pending at first and active from then on."""
    made = create(
        "f", Description="echoes", Timeout=30, MemorySize=256, Environment={"Variables": {"KEY": "välue"}},
        EphemeralStorage={"Size": 1024}, Tags={"team": "birds"},
    )
    assert (made["State"], made["StateReasonCode"]) == ("Pending", "Creating")
    answer = root.functions.get_function(FunctionName=name("f"))
    found = answer["Configuration"]
    assert found["FunctionArn"] == arn("f") and found["Version"] == "$LATEST"
    assert (found["State"], found["LastUpdateStatus"]) == ("Active", "Successful")
    assert (found["Timeout"], found["MemorySize"], found["EphemeralStorage"]) == (30, 256, {"Size": 1024})
    assert (found["Role"], found["Handler"], found["Runtime"]) == (role, "index.handler", "nodejs22.x")
    assert found["Environment"] == {"Variables": {"KEY": "välue"}} and found["Description"] == "echoes"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000", found["LastModified"])
    assert (found["PackageType"], found["TracingConfig"]) == ("Zip", {"Mode": "PassThrough"})
    assert found["SnapStart"] == {"ApplyOn": "None", "OptimizationStatus": "Off"}
    assert found["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name('f')}"}
    assert found["RuntimeVersionConfig"]["RuntimeVersionArn"].startswith("arn:aws:lambda:")
    assert "VpcConfig" not in found and "Layers" not in found and "MasterArn" not in found
    assert answer["Tags"] == {"team": "birds"} and "Concurrency" not in answer
    alone = root.functions.get_function_configuration(FunctionName=name("f"))
    assert alone["CodeSha256"] == found["CodeSha256"] and alone["RevisionId"] == found["RevisionId"]


def test_code_can_be_fetched(root, create, name):
    """The address in GetFunction's answer needs no signature; digest and size are the archive's."""
    sent = archive({"index.mjs": "export const handler = async () => 1;"})
    create("f", {"index.mjs": "export const handler = async () => 1;"})
    answer = root.functions.get_function(FunctionName=name("f"))
    assert answer["Code"]["RepositoryType"] == "S3"
    with urllib.request.urlopen(answer["Code"]["Location"], timeout=10) as response:
        fetched = response.read()
    assert len(fetched) == answer["Configuration"]["CodeSize"] == len(sent)
    assert base64.b64encode(hashlib.sha256(fetched).digest()).decode() == answer["Configuration"]["CodeSha256"]


@pytest.mark.martlet_only
def test_an_address_opens_nothing_else(root, create, name):
    """Changed by one character it is refused, as S3 refuses."""
    create("f")
    location = root.functions.get_function(FunctionName=name("f"))["Code"]["Location"]
    last = "A" if location[-1] != "A" else "B"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(location[:-1] + last, timeout=10)
    assert caught.value.code == 403 and b"<Code>AccessDenied</Code>" in caught.value.read()


@pytest.mark.parametrize("form", ["{arn}", "{account}:function:{name}", "function:{name}", "{name}:$LATEST"])
def test_every_form_of_a_name_works(root, create, target, arn, name, form):
    """Name, partial ARN and ARN, with a qualifier or without."""
    create("f")
    text = form.format(arn=arn("f"), account=target.account, name=name("f"))
    found = root.functions.get_function_configuration(FunctionName=text)
    assert found["FunctionName"] == name("f")


def test_names_are_taken_once_and_unknown_ones_refused(root, create, arn, name, role):
    """AWS's codes and texts, and `Type` in the error."""
    create("f")
    with refused("ResourceConflictException", f"Function already exist: {name('f')}", 409):
        create("f")
    with refused("ResourceNotFoundException", f"Function not found: {arn('g')}", 404):
        root.functions.get_function(FunctionName=name("g"))
    with pytest.raises(root.functions.exceptions.ResourceNotFoundException) as caught:
        root.functions.get_function(FunctionName=name("g"), Qualifier="live")
    assert caught.value.response["Error"]["Message"] == f"Function not found: {arn('g', 'live')}"
    assert caught.value.response["Type"] == "User"
    with refused(
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.", 400,
    ):
        root.functions.get_function(FunctionName=f"{name('f')}:1", Qualifier="2")
    with refused("ResourceNotFoundException", re.compile(r"Functions from '.*' are not reachable in this region.*")):
        root.functions.get_function(FunctionName=re.sub(r":lambda:[^:]+:", ":lambda:sa-east-1:", arn("f")))


@pytest.mark.parametrize("settings, code, message", [
    ({"Timeout": 901}, "ValidationException", re.compile(".*'timeout' failed.*less than or equal to 900")),
    ({"MemorySize": 64}, "ValidationException", re.compile(".*'memorySize' failed.*greater than or equal to 128")),
    ({"Role": "nobody"}, "ValidationException", re.compile(".*'role' failed to satisfy constraint.*")),
    ({"Runtime": "nodejs14.x"}, "InvalidParameterValueException", re.compile(".*nodejs14.x is no longer supported.*")),
    ({"Environment": {"Variables": {"AWS_REGION": "x"}}}, "InvalidParameterValueException",
     re.compile(".*Reserved keys used in this request: AWS_REGION")),
    ({"Environment": {"Variables": {"LONG": "x" * 4096}}}, "InvalidParameterValueException",
     re.compile(".*exceeded the 4KB limit.*", re.DOTALL)),
    ({"Layers": [f"arn:aws:lambda:eu-central-1:111122223333:layer:l{n}:1" for n in range(6)]},
     "InvalidParameterValueException", "Cannot reference more than 5 layers."),
])
def test_settings_have_bounds(create, settings, code, message):
    """AWS's limits and texts."""
    with refused(code, message, 400):
        create("f", **settings)


@pytest.mark.martlet_only
@pytest.mark.parametrize("settings", [
    {"VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}},
    {"TracingConfig": {"Mode": "Active"}},
    {"SnapStart": {"ApplyOn": "PublishedVersions"}},
    {"LoggingConfig": {"LogFormat": "JSON"}},
    {"KMSKeyArn": "arn:aws:kms:eu-central-1:111122223333:key/k"},
    {"PackageType": "Image"},
])
def test_what_is_not_served_is_refused(create, settings):
    """Nothing is taken and then ignored."""
    with refused("InvalidParameterValueException", re.compile(".* is not supported by this server."), 400):
        create("f", **settings)


@pytest.mark.parametrize("content, message", [
    (b"no archive", "Could not unzip uploaded file. Please check your file, then try to upload again."),
    (archive({}), "Uploaded file must be a non-empty zip"),
])
def test_only_archives_are_code(root, name, role, content, message):
    """Looked into before anything is made of them."""
    with refused("InvalidParameterValueException", message, 400):
        root.functions.create_function(
            FunctionName=name("f"), Runtime="nodejs22.x", Handler="index.handler", Role=role,
            Code={"ZipFile": content},
        )
    with refused("ResourceNotFoundException"):
        root.functions.get_function(FunctionName=name("f"))


def test_roles_must_trust_lambda_and_be_passed(root, create, name, role, arn):
    """Neither a role for another service nor one that the caller may not pass."""
    other = make_role(root, name("machine"), [trust({"Service": "ec2.amazonaws.com"})])
    with refused(
        "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.", 400
    ):
        create("f", Role=other)
    user = make_user(root, name("maker"), allow("lambda:*"))
    with refused(
        "AccessDeniedException", re.compile(f".* is not authorized to perform: iam:PassRole on resource: {role} .*"),
    ):
        make_function(user, name("f"), {"index.mjs": ""}, role=role)


def test_code_and_settings_change(root, create, change, name):
    """Each change gives another revision; preconditions and dry runs change nothing."""
    made = create("f")
    changed = change("f", "export const handler = async () => 2;")
    assert changed["LastUpdateStatus"] == "InProgress" and changed["State"] == "Active"
    assert changed["CodeSha256"] != made["CodeSha256"] and changed["RevisionId"] != made["RevisionId"]
    with refused("PreconditionFailedException", MISMATCH, 412):
        change("f", "export const handler = async () => 3;", RevisionId=made["RevisionId"])
    root.functions.update_function_code(
        FunctionName=name("f"), ZipFile=archive({"index.mjs": "other"}), DryRun=True
    )
    found = root.functions.get_function_configuration(FunctionName=name("f"))
    assert found["CodeSha256"] == changed["CodeSha256"]
    updated = root.functions.update_function_configuration(
        FunctionName=name("f"), Timeout=9, Environment={"Variables": {"AA": "1"}}, RevisionId=found["RevisionId"],
    )
    assert (updated["Timeout"], updated["Environment"]["Variables"]) == (9, {"AA": "1"})
    root.functions.get_waiter("function_updated_v2").wait(FunctionName=name("f"), WaiterConfig={"Delay": 1})
    with refused("PreconditionFailedException", MISMATCH, 412):
        root.functions.update_function_configuration(
            FunctionName=name("f"), Timeout=10, RevisionId=found["RevisionId"]
        )


def test_functions_are_listed_in_pages(root, create, name):
    """By name; with all versions where asked."""
    for stem in ("b", "a", "c"):
        create(stem, Publish=stem == "a")
    pages = root.functions.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 1})
    found = [each["FunctionName"] for page in pages for each in page["Functions"]]
    mine = [each for each in found if each in [name("a"), name("b"), name("c")]]
    assert sorted(mine) == [name("a"), name("b"), name("c")]
    everything = root.functions.get_paginator("list_functions").paginate(FunctionVersion="ALL")
    of_a = [
        each["Version"] for page in everything for each in page["Functions"] if each["FunctionName"] == name("a")
    ]
    assert sorted(of_a) == ["$LATEST", "1"]


def test_deletion_is_final(root, create, name, arn):
    """Also for aliases and policies: a new function of the name begins without them."""
    create("f", Publish=True)
    root.functions.create_alias(FunctionName=name("f"), Name="live", FunctionVersion="1")
    root.functions.add_permission(
        FunctionName=name("f"), StatementId="s", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com"
    )
    root.functions.delete_function(FunctionName=name("f"))
    with refused("ResourceNotFoundException", f"Function not found: {arn('f')}", 404):
        root.functions.delete_function(FunctionName=name("f"))
    create("f")
    assert root.functions.list_aliases(FunctionName=name("f"))["Aliases"] == []
    with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
        root.functions.get_policy(FunctionName=name("f"))


def test_the_account_is_counted(root, create, name):
    """Limits are AWS's; usage follows what is there."""
    before = root.functions.get_account_settings()
    assert before["AccountLimit"]["CodeSizeUnzipped"] == 262144000
    made = create("f")
    after = root.functions.get_account_settings()["AccountUsage"]
    assert after["FunctionCount"] == before["AccountUsage"]["FunctionCount"] + 1
    assert after["TotalCodeSize"] == before["AccountUsage"]["TotalCodeSize"] + made["CodeSize"]
