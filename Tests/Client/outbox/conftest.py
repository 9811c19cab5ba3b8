"""Fixtures for tests of mails and the outbox."""

import json

import pytest

from ring.mailbox import MailServer
from ring.server import MartletServer, run_martlet
from ring.target import ACCOUNT, REGION, ROOT, Target


@pytest.fixture
def mail_server(tmp_path):
    """Makes SMTP servers, started or not; all end with the test."""
    made = []

    def make(security: str = "starttls") -> MailServer:
        folder = tmp_path / f"mail-{len(made)}"
        folder.mkdir()
        made.append(MailServer(folder, security))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def sending(serve, tmp_path):
    """Starts a durable server that sends its mails to an SMTP server."""
    def start(mail_server: MailServer, *more: str, **options) -> MartletServer:
        arguments, environment = mail_server.settings(*more, **options)
        return serve(
            "--data", str(tmp_path / "data"), "--account", ACCOUNT, "--region", REGION, "--root-access-key", ROOT.key,
            "--root-secret-key", ROOT.secret, *arguments, **environment,
        )

    return start


@pytest.fixture
def outbox(tmp_path):
    """Runs `martlet outbox --json` against the durable server's folder."""
    def read(*arguments: str) -> list[dict]:
        result = run_martlet("outbox", "--json", *arguments, home=tmp_path, MARTLET_DATA=str(tmp_path / "data"))
        assert result.returncode == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    return read


@pytest.fixture
def sign_up(target_of):
    """Makes a pool whose users verify their mail addresses, and signs one up; returns how to confirm them."""
    def run(server: MartletServer, address: str):
        api = Target(server.endpoint, REGION, ACCOUNT, ROOT).root.client("cognito-idp")
        pool = api.create_user_pool(
            PoolName="mailing", AutoVerifiedAttributes=["email"],
            VerificationMessageTemplate={
                "EmailSubject": "Grüße ✉", "EmailMessage": "<p>Code: {####}</p>\n.\nBis bald",
            },
        )["UserPool"]["Id"]
        client = api.create_user_pool_client(UserPoolId=pool, ClientName="app")["UserPoolClient"]["ClientId"]
        api.sign_up(
            ClientId=client, Username="ada", Password="Correct-Horse-7",
            UserAttributes=[{"Name": "email", "Value": address}],
        )
        return lambda code: api.confirm_sign_up(ClientId=client, Username="ada", ConfirmationCode=code)

    return run
