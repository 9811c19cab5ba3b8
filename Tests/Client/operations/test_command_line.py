"""The commands beside `serve`: accounts, env, aws, doctor."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

from ring.policies import allow, make_role, make_user
from ring.refusal import refused
from ring.server import run_martlet
from ring.target import ACCOUNT, REGION, Credentials, Target

pytestmark = pytest.mark.martlet_only
OTHER = "444455556666"


@pytest.fixture
def martlet(durable, tmp_path):
    """Runs a command against the durable server's folder."""
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return run_martlet(*arguments, home=tmp_path, MARTLET_DATA=str(tmp_path / "data"), **environment)

    return run


def created(result: subprocess.CompletedProcess) -> tuple[str, Credentials]:
    """The new account and its root key, from the credentials format that is printed once."""
    assert result.returncode == 0, result.stderr
    values = dict(re.findall(r"^(\w+)\s*=\s*(\S+)$", result.stdout, re.MULTILINE))
    account = re.search(r"^\[(\d{12})\]$", result.stdout, re.MULTILINE)[1]
    return account, Credentials(values["aws_access_key_id"], values["aws_secret_access_key"])


@pytest.fixture
def other(martlet, durable):
    """A second account on the same server, as its root."""
    account, credentials = created(martlet("accounts", "create", "--name", "stage", "--account", OTHER))
    return Target(durable.endpoint, REGION, account, credentials, durable)


def test_accounts_come_and_go(martlet, other, durable):
    """Created with a root key of its own, listed, removed with everything in it."""
    assert other.root.sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{OTHER}:root"
    listed = martlet("accounts", "list").stdout
    assert re.search(rf"^{OTHER}\b.*\bstage$", listed, re.MULTILINE), listed
    assert re.search(rf"^{ACCOUNT}\b", listed, re.MULTILINE)
    assert martlet("accounts", "create", "--account", OTHER).returncode != 0
    make_user(other.root, "alice")
    assert martlet("accounts", "remove", OTHER).returncode == 0
    with refused("InvalidClientTokenId", status=403):
        other.root.sts.get_caller_identity()
    assert OTHER not in martlet("accounts", "list").stdout


def test_the_default_account_stays(martlet):
    """Removing it would lock everybody out."""
    result = martlet("accounts", "remove", ACCOUNT)
    assert result.returncode != 0 and result.stderr


def test_accounts_do_not_see_each_other(other, durable, target_of):
    """The same names in both, each with its own."""
    mine = target_of(durable)
    for target in (mine, other):
        make_user(target.root, "alice")
        users = target.root.iam.list_users()["Users"]
        assert [user["Arn"] for user in users] == [f"arn:aws:iam::{target.account}:user/alice"]
    mine.root.iam.create_user(UserName="bob")
    with refused("NoSuchEntity", status=404):
        other.root.iam.get_user(UserName="bob")


CROSSING = [(True, True, True), (True, False, False), (False, True, False), (False, False, False)]


@pytest.mark.parametrize(("role_trusts", "user_may", "admitted"), CROSSING)
def test_both_accounts_must_allow_a_crossing(other, durable, target_of, role_trusts, user_may, admitted):
    """Across accounts a trust policy that names the user is not enough, and neither is the user's own permission."""
    mine = target_of(durable)
    trusted = f"arn:aws:iam::{ACCOUNT}:user/alice" if role_trusts else f"arn:aws:iam::{OTHER}:root"
    alice = make_user(mine.root, "alice", *([allow("sts:AssumeRole")] if user_may else []))
    role = make_role(other.root, "visitor", trusted, allow("iam:ListRoles"))
    if admitted:
        session = alice.assume(role)
        assert session.sts.get_caller_identity()["Account"] == OTHER
        assert [each["RoleName"] for each in session.iam.list_roles()["Roles"]] == ["visitor"]
    else:
        with refused(
            "AccessDenied",
            f"User: arn:aws:iam::{ACCOUNT}:user/alice is not authorized to perform: sts:AssumeRole on resource: {role}",
            403,
        ):
            alice.assume(role)


def test_env_prints_what_a_shell_needs(martlet, durable, tmp_path):
    """After `eval` every AWS client in that shell speaks to this server."""
    exports = martlet("env").stdout
    script = exports + f'\n{sys.executable} -c "import os, json; print(json.dumps(dict(os.environ)))"'
    shell = subprocess.run(
        ["sh", "-c", script], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, timeout=30
    )
    environment = json.loads(shell.stdout)
    assert environment["AWS_ENDPOINT_URL"] == durable.endpoint and environment["AWS_REGION"] == REGION
    credentials = Credentials(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"])
    assert Target(durable.endpoint, REGION, ACCOUNT, credentials).root.sts.get_caller_identity()


def test_aws_runs_the_aws_cli(martlet, tmp_path):
    """Arguments pass through as they are."""
    tools = pathlib.Path(sys.executable).parent
    if not (tools / "aws").exists() and not shutil.which("aws"):
        pytest.skip("the AWS CLI is not installed")
    result = martlet(
        "aws", "sts", "get-caller-identity", "--output", "json", PATH=f"{tools}{os.pathsep}{os.environ['PATH']}"
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"


def test_doctor_says_what_is_there_and_what_is_not(martlet, tmp_path):
    """One line for each thing looked at; a missing tool is a warning with its remedy."""
    result = martlet("doctor", PATH=str(tmp_path))
    lines = dict(re.findall(r"^(?:ok|warn|fail)\s+(\w+)\s+(.+)$", result.stdout, re.MULTILINE))
    assert {"aws", "disk", "data"} <= set(lines), result.stdout
    assert re.search(r"^warn\s+aws\s+.*AWS CLI", result.stdout, re.MULTILINE)
    assert result.returncode == 0


@pytest.mark.parametrize("command", [["env"], ["aws", "sts", "help"], ["accounts", "list"]])
def test_commands_without_a_server_say_so(tmp_path, command):
    """One sentence, with the way out."""
    result = run_martlet(*command, home=tmp_path, MARTLET_DATA=str(tmp_path / "nowhere"))
    assert result.returncode != 0
    assert "nowhere" in result.stderr and len(result.stderr.splitlines()) <= 3, result.stderr
