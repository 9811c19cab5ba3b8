"""Settings: three ways to give them, and a clear refusal of wrong ones."""

import re

import pytest

from ring.server import run_martlet
from ring.target import ACCOUNT, ROOT, Target

pytestmark = pytest.mark.martlet_only

WRONG = [
    ("port", "banana", "a whole number from 0 to 65535"),
    ("port", "70000", "a whole number from 0 to 65535"),
    ("account", "123", "exactly 12 digits"),
    ("region", "Mars", "a region name such as eu-central-1"),
    ("log-level", "loud", "trace, debug, info, notice, warning, error, critical"),
    ("root-access-key", "short", None),
    ("provider-addresses", "nonsense", None),
    ("max-concurrent-requests", "0", None),
]


@pytest.mark.parametrize(("setting", "value", "allowed"), WRONG)
@pytest.mark.parametrize("way", ["flag", "environment", "file"])
def test_wrong_settings_are_refused_by_name(tmp_path, setting, value, allowed, way):
    """Whoever mistypes reads which setting it was, where it stood, and what is allowed."""
    arguments, environment = ["serve", "--ephemeral"], {}
    if way == "flag":
        arguments += [f"--{setting}", value]
    elif way == "environment":
        environment = {"MARTLET_" + setting.upper().replace("-", "_"): value}
    else:
        (tmp_path / "martlet.yaml").write_text(f'{setting}: "{value}"\n')
        arguments += ["--settings", str(tmp_path / "martlet.yaml")]
    result = run_martlet(*arguments, home=tmp_path, **environment)
    assert result.returncode != 0
    assert setting in result.stderr, result.stderr
    if allowed:
        assert allowed in result.stderr, result.stderr


PAIRS = ["root-access-key", "root-secret-key", "tls-certificate", "tls-key"]


@pytest.mark.parametrize("setting", PAIRS)
def test_half_a_pair_is_refused(tmp_path, setting):
    """A key without its secret must not start a server with another one."""
    result = run_martlet("serve", "--ephemeral", f"--{setting}", "A" * 20, home=tmp_path)
    assert result.returncode != 0 and setting in result.stderr, result.stderr


def test_an_unknown_key_in_the_file_is_refused(tmp_path):
    """A typing mistake must not leave a setting at its default in silence."""
    (tmp_path / "martlet.yaml").write_text("prot: 1\n")
    result = run_martlet("serve", "--ephemeral", "--settings", str(tmp_path / "martlet.yaml"), home=tmp_path)
    assert result.returncode != 0 and "prot" in result.stderr, result.stderr


def test_every_way_works_and_the_nearer_one_wins(serve, tmp_path):
    """Flags before environment before file."""
    (tmp_path / "martlet.yaml").write_text(
        f'account: "999999999999"\nregion: eu-west-1\nroot-access-key: {ROOT.key}\nroot-secret-key: "{ROOT.secret}"\n'
    )
    server = serve(
        "--ephemeral", "--settings", str(tmp_path / "martlet.yaml"), "--account", ACCOUNT,
        MARTLET_ACCOUNT="888888888888", MARTLET_REGION="eu-central-1",
    )
    identity = Target(server.endpoint, "eu-central-1", ACCOUNT, ROOT).root.sts.get_caller_identity()
    assert identity["Account"] == ACCOUNT
    assert re.search(r"^Account:\s+111122223333 \(eu-central-1\)$", server.output(), re.MULTILINE), server.output()


def test_the_greeting_holds_all_that_is_needed(durable, tmp_path):
    """Endpoint, root key file, and one command to paste."""
    said = durable.output()
    assert f"Endpoint: {durable.endpoint}" in said
    assert re.search(r"^Root key: .*/credentials$", said, re.MULTILINE)
    assert re.search(r"^Try: +.*aws .*--endpoint-url \S+ .*sts get-caller-identity$", said, re.MULTILINE)
    assert ROOT.secret not in said


def test_help_names_every_setting(tmp_path):
    """The command line explains itself."""
    result = run_martlet("serve", "--help", home=tmp_path)
    assert result.returncode == 0
    for setting in ("data", "host", "port", "domain", "region", "account", "root-access-key", "root-secret-key",
                    "tls-certificate", "tls-key", "log-level", "ephemeral"):
        assert f"--{setting}" in result.stdout
