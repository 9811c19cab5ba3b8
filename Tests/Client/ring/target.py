"""The subject of the tests, and clients that nobody here wrote to drive it."""

import dataclasses
import functools
import os
import pathlib
import subprocess
import sys

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from ring.server import MartletServer, bare_environment

CONFIG = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30, parameter_validation=False)
SESSION = boto3.Session(aws_access_key_id="unused", aws_secret_access_key="unused", region_name="us-east-1")


@dataclasses.dataclass(frozen=True)
class Credentials:
    key: str
    secret: str
    token: str | None = None

    @classmethod
    def of(cls, answer: dict) -> "Credentials":
        """From the `AccessKey` of CreateAccessKey or the `Credentials` of an STS answer."""
        return cls(answer["AccessKeyId"], answer["SecretAccessKey"], answer.get("SessionToken"))


ACCOUNT = "111122223333"
REGION = "eu-central-1"
ROOT = Credentials("AKIARINGROOTEXAMPLE1", "ring/root+secret/key00000000000000000001")


@dataclasses.dataclass(frozen=True)
class Target:
    """Where calls go, and who its first caller is."""

    endpoint: str | None
    region: str
    account: str
    credentials: Credentials
    server: MartletServer | None = None

    def clients(self, credentials: Credentials | None = None) -> "Clients":
        return Clients(self, credentials or self.credentials)

    @functools.cached_property
    def root(self) -> "Clients":
        return self.clients()


class Clients:
    """boto3 clients of one caller, without retries: a refusal is looked at, not tried again."""

    def __init__(self, target: Target, credentials: Credentials):
        self.target = target
        self.credentials = credentials

    def client(self, service: str, **options):
        return SESSION.client(
            service, endpoint_url=self.target.endpoint, region_name=self.target.region,
            aws_access_key_id=self.credentials.key, aws_secret_access_key=self.credentials.secret,
            aws_session_token=self.credentials.token, config=options.pop("config", CONFIG), **options,
        )

    @functools.cached_property
    def iam(self):
        return self.client("iam")

    @functools.cached_property
    def sts(self):
        return self.client("sts")

    @functools.cached_property
    def functions(self):
        """AWS Lambda, whose name Python keeps for itself; waits as long as functions run in tests."""
        return self.client("lambda", config=CONFIG.merge(Config(read_timeout=90, max_pool_connections=64)))

    @functools.cached_property
    def logs(self):
        return self.client("logs")

    @functools.cached_property
    def pools(self):
        """Cognito user pools, signed."""
        return self.client("cognito-idp")

    @functools.cached_property
    def app(self):
        """Cognito user pools as an app calls them: unsigned."""
        return self.client("cognito-idp", config=CONFIG.merge(Config(signature_version=UNSIGNED)))

    @functools.cached_property
    def identities(self):
        """Cognito identity pools; what apps call goes unsigned, as the model says."""
        return self.client("cognito-identity")

    def assume(self, role_arn: str, session: str = "session", **arguments) -> "Clients":
        """The clients of a session of the role."""
        answer = self.sts.assume_role(RoleArn=role_arn, RoleSessionName=session, **arguments)
        return Clients(self.target, Credentials.of(answer["Credentials"]))

    def aws(self, *arguments: str, home: pathlib.Path) -> subprocess.CompletedProcess:
        """Runs the AWS CLI as this caller."""
        environment = bare_environment(
            home, AWS_ACCESS_KEY_ID=self.credentials.key, AWS_SECRET_ACCESS_KEY=self.credentials.secret,
            AWS_DEFAULT_REGION=self.target.region, AWS_PAGER="", AWS_MAX_ATTEMPTS="1",
        )
        if self.credentials.token:
            environment["AWS_SESSION_TOKEN"] = self.credentials.token
        endpoint = ["--endpoint-url", self.target.endpoint] if self.target.endpoint else []
        return subprocess.run(
            [*aws_command(), *endpoint, *arguments], env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60,
        )


def aws_command() -> list[str]:
    """The AWS CLI of the environment that runs the tests."""
    return [sys.executable, "-c", "import sys, awscli.clidriver; sys.exit(awscli.clidriver.main())"]


def external_endpoint() -> str | None:
    """MARTLET_ENDPOINT: another subject for the same tests; `aws` stands for AWS itself."""
    return os.environ.get("MARTLET_ENDPOINT")


def external_target() -> Target:
    """Credentials and region come from the environment, as every AWS client takes them."""
    endpoint = external_endpoint()
    credentials = Credentials(
        os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], os.environ.get("AWS_SESSION_TOKEN")
    )
    target = Target(
        endpoint=None if endpoint == "aws" else endpoint, region=os.environ.get("AWS_REGION", "us-east-1"),
        account="", credentials=credentials,
    )
    return dataclasses.replace(target, account=target.root.sts.get_caller_identity()["Account"])
