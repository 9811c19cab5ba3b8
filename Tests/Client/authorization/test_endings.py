"""Temporary keys end with the user, the role and the account behind them, whatever follows under the same name."""

import pytest

from ring.policies import allow, make_role, make_user
from ring.refusal import refused
from ring.server import run_martlet
from ring.target import ACCOUNT, Credentials, Target

pytestmark = pytest.mark.martlet_only


def test_a_deleted_users_session_is_over(root, target, name):
    """It could otherwise go on assuming roles that trust its account."""
    alice = make_user(root, name("alice"), allow("sts:AssumeRole"))
    session = target.clients(Credentials.of(alice.sts.get_session_token()["Credentials"]))
    assert session.sts.get_caller_identity()["Arn"].endswith(name("alice"))
    root.iam.delete_access_key(UserName=name("alice"), AccessKeyId=alice.credentials.key)
    for policy in root.iam.list_user_policies(UserName=name("alice"))["PolicyNames"]:
        root.iam.delete_user_policy(UserName=name("alice"), PolicyName=policy)
    root.iam.delete_user(UserName=name("alice"))
    root.iam.create_user(UserName=name("alice"))
    with refused("InvalidClientTokenId", status=403):
        session.sts.get_caller_identity()


def test_a_deleted_roles_session_is_over(root, target, name):
    """Also when a role of the same name follows."""
    alice = make_user(root, name("alice"))
    arn = make_role(root, name("worker"), alice.sts.get_caller_identity()["Arn"])
    session = alice.assume(arn)
    root.iam.delete_role(RoleName=name("worker"))
    make_role(root, name("worker"), alice.sts.get_caller_identity()["Arn"])
    with refused("InvalidClientTokenId", status=403):
        session.sts.get_caller_identity()


def test_a_removed_accounts_sessions_are_over(durable, target_of, tmp_path):
    """Also when an account of the same id follows."""
    other = "444455556666"

    def martlet(*arguments):
        result = run_martlet(*arguments, home=tmp_path, MARTLET_DATA=str(tmp_path / "data"))
        assert result.returncode == 0, result.stderr
        return dict(line.split(" = ") for line in result.stdout.splitlines() if " = " in line)

    keys = martlet("accounts", "create", "--account", other)
    first = target_of(durable)
    clients = first.clients(Credentials(keys["aws_access_key_id"], keys["aws_secret_access_key"]))
    session = first.clients(Credentials.of(clients.sts.get_session_token()["Credentials"]))
    assert session.sts.get_caller_identity()["Account"] == other
    martlet("accounts", "remove", other)
    # Tokens hold whole seconds: the next account must be of a later one.
    clock_moves_on(first)
    martlet("accounts", "create", "--account", other)
    with refused("InvalidClientTokenId", status=403):
        session.sts.get_caller_identity()


def clock_moves_on(target: Target) -> None:
    """Asks, a bounded number of times, until the server's clock shows a later second."""
    def second() -> str:
        return target.root.sts.get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]["date"]

    start = second()
    for _ in range(20_000):
        if second() != start:
            return
    raise AssertionError(f"the clock of account {ACCOUNT} stands still")
