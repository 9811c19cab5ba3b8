"""Administering users: finding them, their attributes, and bringing many at once."""

import re
import urllib.error
import urllib.request

import pytest

from ring.functions import eventually
from ring.policies import allow, make_role, trust
from ring.pools import PASSWORD, attributes, make_user
from ring.refusal import refused

PEOPLE = {
    "ada": dict(email="ada@example.com", given_name="Ada", phone_number="+15555550101"),
    "adele": dict(email="adele@example.com", given_name="Adele", phone_number="+15555550102"),
    "Bob": dict(email="bob@example.org", given_name="Bob", family_name='O"Neil'),
    "carol": dict(email="carol@example.org", given_name="Carol", preferred_username="cc"),
}


@pytest.fixture
def people(app, root):
    """An app with a few people; bob is disabled, carol has not signed in yet."""
    app = app()
    for name, values in PEOPLE.items():
        make_user(root, app.pool, name, PASSWORD if name != "carol" else None, **values)
    root.pools.admin_disable_user(UserPoolId=app.pool, Username="Bob")
    return app


@pytest.mark.parametrize("text, found", [
    ('email = "ada@example.com"', {"ada"}), ('email ^= "ad"', {"ada", "adele"}),
    ('given_name = "Ada"', {"ada"}), ('given_name ^= "A"', {"ada", "adele"}), ('username = "Bob"', {"Bob"}),
    ('username ^= "ad"', {"ada", "adele"}), ('status = "Disabled"', {"Bob"}),
    ('status = "Enabled"', {"ada", "adele", "carol"}),
    ('cognito:user_status = "FORCE_CHANGE_PASSWORD"', {"carol"}),
    ('cognito:user_status = "CONFIRMED"', {"ada", "adele", "Bob"}), ('phone_number ^= "+1555"', {"ada", "adele"}),
    ('preferred_username = "cc"', {"carol"}), (r'family_name = "O\"Neil"', {"Bob"}),
    ('email = "nobody@example.com"', set()), ('name ^= "x"', set()),
    ('  email   ^=   "ada@"  ', {"ada"}),
])
def test_filters_find(people, root, text, found):
    answer = root.pools.list_users(UserPoolId=people.pool, Filter=text)
    assert {user["Username"] for user in answer["Users"]} == found


@pytest.mark.parametrize("text", [
    "email", 'email == "x"', "email = x", 'email = "x', 'custom:team = "x"', 'birthdate = "x"', 'email > "x"',
    'email = "x" and name = "y"',
])
def test_bad_filters_are_refused(people, root, text):
    with refused("InvalidParameterException", status=400):
        root.pools.list_users(UserPoolId=people.pool, Filter=text)


def test_pages_hold_everybody_once(people, root):
    """Whatever the size of the pages; and only the attributes that were asked for."""
    for limit in (1, 3, 60):
        pages = list(root.pools.get_paginator("list_users").paginate(
            UserPoolId=people.pool, AttributesToGet=["email"], PaginationConfig={"PageSize": limit}))
        assert all(len(page["Users"]) <= limit for page in pages)
        users = [user for page in pages for user in page["Users"]]
        assert sorted(user["Username"] for user in users) == sorted(PEOPLE)
        assert all([each["Name"] for each in user["Attributes"]] == ["email"] for user in users)


def test_an_administrator_describes_and_changes(people, root):
    """Attributes set, deleted, and refused; the twin of what the user sees."""
    names = {"UserPoolId": people.pool, "Username": "ada"}
    root.pools.admin_update_user_attributes(**names, UserAttributes=attributes(given_name="Augusta", nickname="A"))
    root.pools.admin_delete_user_attributes(**names, UserAttributeNames=["phone_number"])
    found = {each["Name"]: each["Value"] for each in root.pools.admin_get_user(**names)["UserAttributes"]}
    assert found["given_name"] == "Augusta" and found["nickname"] == "A" and "phone_number" not in found
    own = people.api.get_user(AccessToken=people.sign_in("ada")["AccessToken"])["UserAttributes"]
    assert {each["Name"]: each["Value"] for each in own} == found
    for bad in (attributes(sub="x"), attributes(custom__unknown="x"), attributes(phone_number="555")):
        with refused("InvalidParameterException", status=400):
            root.pools.admin_update_user_attributes(**names, UserAttributes=bad)
    with refused("UserNotFoundException", "User does not exist.", 400):
        root.pools.admin_get_user(UserPoolId=people.pool, Username="nobody")


def test_a_user_changes_what_a_client_may_write(app, root, user):
    """Immutable and unwritable attributes stay."""
    app = app(
        client={"WriteAttributes": ["nickname", "custom:badge"]},
        Schema=[{"Name": "badge", "AttributeDataType": "String", "Mutable": False}],
    )
    user(app, custom__badge="7")
    token = app.sign_in("ada")["AccessToken"]
    app.api.update_user_attributes(AccessToken=token, UserAttributes=attributes(nickname="A"))
    with refused("NotAuthorizedException", status=400):
        app.api.update_user_attributes(AccessToken=token, UserAttributes=attributes(name="Ada"))
    with refused("InvalidParameterException", status=400):
        app.api.update_user_attributes(AccessToken=token, UserAttributes=attributes(custom__badge="8"))
    found = {each["Name"]: each["Value"] for each in app.api.get_user(AccessToken=token)["UserAttributes"]}
    assert (found["nickname"], found["custom:badge"], found.get("name")) == ("A", "7", None)


@pytest.mark.martlet_only
def test_a_new_address_is_proved(app, mail, user):
    """A changed address is unverified until its code comes back."""
    app = app(AutoVerifiedAttributes=["email"])
    user(app, email="old@example.com", email_verified="true")
    person = app.pycognito("ada")
    person.authenticate(PASSWORD)
    person.update_profile({"email": "new@example.com"})
    assert person.get_user().email_verified is False
    with refused("CodeMismatchException"):
        person.validate_verification("000000")
    person.validate_verification(mail.code("new@example.com"))
    assert person.get_user().email_verified is True


def test_groups_hold_their_members(people, root):
    names = {"UserPoolId": people.pool, "GroupName": "crew"}
    root.pools.create_group(**names, Description="all hands", Precedence=3)
    with refused("GroupExistsException", re.compile(r"A group with the name already exists\.?"), 400):
        root.pools.create_group(**names)
    for user in ("ada", "carol", "ada"):
        root.pools.admin_add_user_to_group(**names, Username=user)
    listed = root.pools.list_users_in_group(**names)["Users"]
    assert {each["Username"] for each in listed} == {"ada", "carol"}
    root.pools.admin_remove_user_from_group(**names, Username="carol")
    groups = root.pools.admin_list_groups_for_user(UserPoolId=people.pool, Username="ada")["Groups"]
    assert [(each["GroupName"], each["Precedence"]) for each in groups] == [("crew", 3)]
    root.pools.delete_group(**names)
    assert root.pools.admin_list_groups_for_user(UserPoolId=people.pool, Username="ada")["Groups"] == []
    with refused("ResourceNotFoundException", "Group not found.", 400):
        root.pools.get_group(**names)


def test_a_file_brings_users(app, root, name):
    """By the header that the pool names; they come without passwords, and a bad line spoils no good one."""
    app = app(AutoVerifiedAttributes=["email"])
    role = make_role(root, name("import"), [trust({"Service": "cognito-idp.amazonaws.com"})], allow("logs:*"))
    header = root.pools.get_csv_header(UserPoolId=app.pool)["CSVHeader"]
    assert {"cognito:username", "cognito:mfa_enabled", "email", "email_verified"} <= set(header)
    rows = [
        {"cognito:username": "ada", "email": "ada@example.com", "email_verified": "TRUE", "name": "Lovelace, Ada"},
        {"cognito:username": "bob", "email": "bob@example.com", "email_verified": "FALSE"},
        {"cognito:username": "", "email": "nobody@example.com", "email_verified": "TRUE"},
    ]
    lines = [",".join(header)] + [
        ",".join(cell(row.get(column, "FALSE" if column in BOOLEANS else "")) for column in header) for row in rows
    ]
    job = root.pools.create_user_import_job(
        UserPoolId=app.pool, JobName="first", CloudWatchLogsRoleArn=role)["UserImportJob"]
    assert job["Status"] == "Created"
    names = {"UserPoolId": app.pool, "JobId": job["JobId"]}
    upload(job["PreSignedUrl"], "\n".join(lines).encode())
    assert root.pools.start_user_import_job(**names)["UserImportJob"]["Status"] in ("Pending", "InProgress")

    def ended():
        found = root.pools.describe_user_import_job(**names)["UserImportJob"]
        return found if found["Status"] not in ("Created", "Pending", "InProgress") else None

    job = eventually(ended, 30)
    assert (job["Status"], job["ImportedUsers"], job["FailedUsers"]) == ("Succeeded", 1, 2), job
    found = root.pools.list_users(UserPoolId=app.pool)["Users"]
    assert [(each["Username"], each["UserStatus"]) for each in found] == [("ada", "RESET_REQUIRED")]
    values = {each["Name"]: each["Value"] for each in found[0]["Attributes"]}
    assert values["name"] == "Lovelace, Ada" and values["email_verified"] == "true"
    with refused("PasswordResetRequiredException", status=400):
        app.sign_in("ada")
    pool = root.pools.describe_user_pool(UserPoolId=app.pool)["UserPool"]
    told = root.client("logs").get_log_events(
        logGroupName=f"/aws/cognito/userpools/{app.pool}/{pool['Name']}", logStreamName=f"{job['JobId']}/first")
    told = [each["message"] for each in told["events"]]
    assert told[0] == "[SUCCEEDED] Line Number 2 - The import succeeded."
    assert [each.split(" - ")[0] for each in told] == [
        "[SUCCEEDED] Line Number 2", "[FAILED] Line Number 3", "[FAILED] Line Number 4"]


@pytest.mark.martlet_only
def test_a_large_file_is_taken(app, root, name):
    """AWS takes 100 MB; more than any operation here takes in its request."""
    app = app(AutoVerifiedAttributes=["email"])
    role = make_role(root, name("import"), [trust({"Service": "cognito-idp.amazonaws.com"})], allow("logs:*"))
    job = root.pools.create_user_import_job(UserPoolId=app.pool, JobName="large", CloudWatchLogsRoleArn=role)
    job = job["UserImportJob"]
    upload(job["PreSignedUrl"], b"x" * 15_999 + (b"\n" + b"x" * 15_999) * 1_500)
    root.pools.start_user_import_job(UserPoolId=app.pool, JobId=job["JobId"])

    def ended():
        found = root.pools.describe_user_import_job(UserPoolId=app.pool, JobId=job["JobId"])["UserImportJob"]
        return found if found["Status"] == "Failed" else None

    assert "header" in eventually(ended, 30)["CompletionMessage"]
    with pytest.raises((urllib.error.HTTPError, OSError)):
        upload(job["PreSignedUrl"], bytes(100 << 20) + b"x")


@pytest.mark.martlet_only
def test_a_role_that_cannot_log_ends_the_import(app, root, name):
    """Nobody comes whose coming could not be told."""
    app = app(AutoVerifiedAttributes=["email"])
    role = make_role(root, name("import"), [trust({"Service": "cognito-idp.amazonaws.com"})], allow("s3:*"))
    job = root.pools.create_user_import_job(UserPoolId=app.pool, JobName="mute", CloudWatchLogsRoleArn=role)
    names = {"UserPoolId": app.pool, "JobId": job["UserImportJob"]["JobId"]}
    header = root.pools.get_csv_header(UserPoolId=app.pool)["CSVHeader"]
    row = {"cognito:username": "ada", "email": "ada@example.com", "email_verified": "TRUE"}
    upload(
        job["UserImportJob"]["PreSignedUrl"],
        "\n".join([",".join(header), ",".join(row.get(column, "") for column in header)]).encode())
    root.pools.start_user_import_job(**names)

    def ended():
        found = root.pools.describe_user_import_job(**names)["UserImportJob"]
        return found if found["Status"] == "Failed" else None

    assert "CloudWatch Logs role" in eventually(ended, 30)["CompletionMessage"]
    assert root.pools.list_users(UserPoolId=app.pool)["Users"] == []


BOOLEANS = {"email_verified", "phone_number_verified", "cognito:mfa_enabled"}


def cell(text: str) -> str:
    """Commas are escaped, as AWS's guide has it."""
    return text.replace(",", "\\,")


def upload(url: str, body: bytes) -> None:
    request = urllib.request.Request(
        url, data=body, method="PUT", headers={"x-amz-server-side-encryption": "aws:kms", "Content-Type": ""})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 200


def test_an_upload_needs_its_link(app, root, name):
    """A link with another signature takes nothing."""
    app = app()
    role = make_role(root, name("import"), [trust({"Service": "cognito-idp.amazonaws.com"})], allow("logs:*"))
    job = root.pools.create_user_import_job(UserPoolId=app.pool, JobName="first", CloudWatchLogsRoleArn=role)
    spoilt = re.sub(r"(.)$", lambda found: "A" if found[1] != "A" else "B", job["UserImportJob"]["PreSignedUrl"])
    with pytest.raises(urllib.error.HTTPError) as caught:
        upload(spoilt, b"cognito:username\nada\n")
    assert caught.value.code in (400, 403)
