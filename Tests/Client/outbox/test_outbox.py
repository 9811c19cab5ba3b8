"""The outbox: what a developer reads where no mail goes out, and who may."""

import json
import re
import subprocess
import sys

import pytest

from ring.functions import eventually
from ring.outbox import messages, operator
from ring.policies import allow, make_user
from ring.refusal import refused
from ring.server import bare_environment, executable, run_martlet
from ring.target import ACCOUNT, REGION, ROOT

pytestmark = pytest.mark.martlet_only
OWN = f"arn:aws:martlet:::account/{ACCOUNT}"


@pytest.fixture
def server(durable):
    return durable


def test_a_developer_reads_the_code(server, sign_up, outbox, target_of, tmp_path):
    """By the command for people and for programs, by recipient, and by the operation that stands behind."""
    confirm = sign_up(server, "ada@example.com")
    entry, = outbox("--recipient", "ADA@example.com")
    assert entry["state"] == "kept" and outbox("--recipient", "bob@example.com") == []
    code = re.search(r"\b\d{6}\b", entry["body"])[0]
    page = run_martlet("outbox", home=tmp_path, MARTLET_DATA=str(tmp_path / "data")).stdout
    assert "ada@example.com" in page and "Subject: Grüße ✉" in page and code in page
    same, = messages(target_of(server).root, "ada@example.com", maxResults=1)
    assert same["body"] == entry["body"] and same["source"].startswith("arn:aws:cognito-idp:")
    confirm(code)


def test_following_prints_what_comes(server, sign_up, tmp_path):
    """Until interrupted."""
    log = tmp_path / "followed.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(executable()), "outbox", "--follow"], stdout=output, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, env=bare_environment(tmp_path, MARTLET_DATA=str(tmp_path / "data")),
        )
        try:
            sign_up(server, "ada@example.com")
            eventually(lambda: "ada@example.com" in log.read_text(), what="nothing was printed")
            assert process.poll() is None
        finally:
            process.kill()
            process.wait()
    assert log.read_text().count("ada@example.com") == 1


def test_who_may_read_it(server, target_of):
    """The outbox shows codes: only whom a policy lets, and only their own account's."""
    root = target_of(server).root
    assert messages(root) == []
    nobody = make_user(root, "nobody")
    with refused(
        "AccessDeniedException",
        f"User: arn:aws:iam::{ACCOUNT}:user/nobody is not authorized to perform: martlet:ListOutboxMessages on "
        f"resource: {OWN} because no identity-based policy allows the martlet:ListOutboxMessages action", 400,
    ):
        messages(nobody)
    assert messages(make_user(root, "reader", allow("martlet:ListOutboxMessages", OWN))) == []


def test_a_tenant_reads_its_own_and_no_others(server, target_of):
    """The default account reads every outbox; the others do not see one another's."""
    mine = target_of(server)
    made = operator(mine.root).create_account(name="stage")
    account = made["account"]["id"]
    theirs = mine.clients(type(mine.credentials)(made["rootAccessKeyId"], made["rootSecretAccessKey"]))
    assert messages(theirs) == [] == messages(mine.root, accountId=account)
    with refused("AccessDeniedException", status=400):
        messages(theirs, accountId=ACCOUNT)
    with refused("AccountNotFoundException", "The account 999999999999 does not exist.", 400):
        messages(mine.root, accountId="999999999999")


def test_doctor_says_what_mails_are_sent_with(tmp_path):
    """Or that it is missing, with the remedy."""
    result = run_martlet("doctor", home=tmp_path, MARTLET_DATA=str(tmp_path / "nowhere"))
    assert re.search(r"^(ok +mail +libcurl/\d|warn +mail +'smtp-host' needs libcurl)", result.stdout, re.MULTILINE)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the process's own maps")
def test_a_server_without_mail_does_not_load_libcurl(server):
    """Nobody pays for what is not used."""
    with open(f"/proc/{server.process.pid}/maps") as maps:
        assert "libcurl" not in maps.read()


def test_an_ephemeral_server_is_reached_by_what_the_aws_cli_reads(target, tmp_path):
    """It leaves no folder; the folder of another server must not be asked in its place."""
    address = "ada@example.com"
    pools = target.root.client("cognito-idp")
    pool = pools.create_user_pool(PoolName="birds", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
    pools.admin_create_user(
        UserPoolId=pool, Username="ada", DesiredDeliveryMediums=["EMAIL"],
        UserAttributes=[{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}])
    keys = {
        "AWS_ENDPOINT_URL": target.endpoint, "AWS_ACCESS_KEY_ID": ROOT.key, "AWS_SECRET_ACCESS_KEY": ROOT.secret,
        "AWS_REGION": REGION,
    }
    result = run_martlet("outbox", "--json", "--recipient", address, home=tmp_path, **keys)
    assert result.returncode == 0, result.stderr
    assert [json.loads(line)["recipient"] for line in result.stdout.splitlines()] == [address]
    result = run_martlet("accounts", "list", home=tmp_path, **keys)
    assert ACCOUNT in result.stdout, result.stderr
    result = run_martlet("outbox", home=tmp_path, **{**keys, "MARTLET_DATA": str(tmp_path / "nowhere")})
    assert result.returncode == 1 and "no root key in" in result.stderr
    assert "AWS_ENDPOINT_URL" in run_martlet("outbox", "--help", home=tmp_path).stdout
