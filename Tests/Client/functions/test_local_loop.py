"""`martlet functions`: a folder becomes a function, is invoked, and its log is read."""

import json
import os
import pathlib
import re
import signal
import subprocess

import pytest

from ring.functions import eventually
from ring.server import bare_environment, executable, run_martlet
from ring.target import ACCOUNT

pytestmark = pytest.mark.martlet_only
EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "Examples"
HELLO = "exports.handler = async event => { console.log('greeting', event.name); return `Hello, ${event.name}!`; };"


@pytest.fixture
def martlet(durable, tmp_path):
    """Runs a command against the durable server's folder, to its end."""
    def run(*arguments: str, expecting: int = 0) -> subprocess.CompletedProcess:
        result = run_martlet(
            "functions", *arguments, home=tmp_path, timeout=60, MARTLET_DATA=str(tmp_path / "data"))
        assert result.returncode == expecting, result.stdout + result.stderr
        return result

    return run


@pytest.fixture
def start(durable, tmp_path):
    """Starts a command that goes on until it is interrupted; its output lies in a file."""
    running = []

    def started(*arguments: str) -> tuple[subprocess.Popen, pathlib.Path]:
        output = tmp_path / f"output-{len(running)}"
        with output.open("wb") as file:
            running.append(subprocess.Popen(
                [str(executable()), "functions", *arguments],
                env=bare_environment(tmp_path, MARTLET_DATA=str(tmp_path / "data")),
                stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT,
                # A shell's background jobs, and so their children, are born deaf to it.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            ))
        return running[-1], output

    yield started
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def project(tmp_path):
    """A folder with a function for Node.js."""
    folder = tmp_path / "hello"
    folder.mkdir()
    (folder / "index.js").write_text(HELLO)
    return folder


def test_the_quick_loop(martlet, project, durable, target_of):
    """Deployed with nothing but the folder, invoked, its log read; a role is made and said."""
    said = martlet("deploy", str(project)).stdout
    assert "made the role martlet-functions with AWSLambdaBasicExecutionRole" in said
    assert "created hello (nodejs22.x, index.handler" in said
    result = martlet("invoke", "hello", "--payload", '{"name": "Ada"}', "--tail")
    assert json.loads(result.stdout) == "Hello, Ada!"
    assert re.search(r"^START RequestId: ", result.stderr, re.MULTILINE) and "greeting Ada" in result.stderr
    groups = target_of(durable).root.logs
    eventually(lambda: groups.describe_log_groups(logGroupNamePrefix="/aws/lambda/hello")["logGroups"])
    log = eventually(lambda: (found := martlet("logs", "hello").stdout) and "REPORT" in found and found)
    assert re.search(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z .*greeting Ada$", log, re.MULTILINE), log
    lines = martlet("logs", "hello", "--filter", "greeting").stdout.splitlines()
    assert len(lines) == 1
    assert martlet("logs", "hello", "--since", "0s").stdout == ""
    role = target_of(durable).root.iam.get_role(RoleName="martlet-functions")["Role"]
    assert role["Arn"] == f"arn:aws:iam::{ACCOUNT}:role/martlet-functions"


def test_deploying_again_changes_what_changed(martlet, project, durable, target_of):
    """Nothing for nothing; code and settings each by themselves; the role only once."""
    martlet("deploy", str(project))
    assert martlet("deploy", str(project)).stdout == "hello is up to date\n"
    (project / "index.js").write_text("exports.handler = async () => process.env.STAGE;")
    said = martlet("deploy", str(project), "--environment", "STAGE=dev", "--memory", "256").stdout
    assert "updated the code of hello" in said and "changed memory, environment of hello" in said
    assert json.loads(martlet("invoke", "hello").stdout) == "dev"
    (project / "martlet.yaml").write_text("timeout: 9\nenvironment: {STAGE: test}\n")
    assert martlet("deploy", str(project)).stdout == "changed timeout, environment of hello\n"
    seen = target_of(durable).root.functions.get_function_configuration(FunctionName="hello")
    assert (seen["Timeout"], seen["MemorySize"]) == (9, 256)
    assert seen["Environment"]["Variables"] == {"STAGE": "test"}


def test_the_examples_deploy(martlet):
    """As their page says."""
    martlet("deploy", str(EXAMPLES / "nodejs-pre-sign-up"))
    answer = martlet("invoke", "nodejs-pre-sign-up", "--payload", '{"response": {}}').stdout
    assert json.loads(answer) == {"response": {"autoConfirmUser": True}}
    said = martlet("deploy", str(EXAMPLES / "python-hello")).stdout
    assert "python3.13, lambda_function.lambda_handler" in said
    assert json.loads(martlet("invoke", "python-hello", "--payload", '{"name": "Ada"}').stdout) == {
        "greeting": "Hello, Ada!"}


def test_payloads_come_from_anywhere(martlet, project, tmp_path):
    """Text, a file, standard input."""
    martlet("deploy", str(project))
    (tmp_path / "event.json").write_text('{"name": "file"}')
    assert json.loads(martlet("invoke", "hello", "--payload", f"@{tmp_path}/event.json").stdout) == "Hello, file!"
    piped = subprocess.run(
        [str(executable()), "functions", "invoke", "hello", "--payload", "-"], input='{"name": "pipe"}',
        env=bare_environment(tmp_path, MARTLET_DATA=str(tmp_path / "data")), capture_output=True, text=True, timeout=30,
    )
    assert json.loads(piped.stdout) == "Hello, pipe!"
    assert "cannot be read" in martlet("invoke", "hello", "--payload", "@nowhere", expecting=1).stderr


def test_failures_are_told(martlet, project):
    """A failing function is not a failing command line: the answer is printed, the exit code says it."""
    (project / "index.js").write_text("exports.handler = async () => { throw new Error('no good'); };")
    martlet("deploy", str(project))
    result = martlet("invoke", "hello", expecting=1)
    assert json.loads(result.stdout)["errorMessage"] == "no good"
    assert "the function failed (Unhandled); its log: martlet functions logs hello" in result.stderr
    missing = martlet("invoke", "nobody", expecting=1).stderr
    assert missing.startswith("martlet: ResourceNotFoundException: Function not found: ")
    assert "no log of 'nobody' yet" in martlet("logs", "nobody", expecting=1).stderr


@pytest.mark.parametrize(("files", "arguments", "said"), [
    ({}, [], "does not say what it is"),
    ({"Package.swift": ""}, [], "build it"),
    ({"index.js": HELLO}, ["--role", "nobody"], "there is no role 'nobody'"),
    ({"index.js": HELLO}, ["--memory", "1"], "ValidationException"),
    ({"index.js": HELLO}, ["--environment", "STAGE"], "NAME=VALUE"),
    ({"index.js": HELLO, "martlet.yaml": "tmeout: 3"}, [], "unknown key 'tmeout'"),
    ({"bootstrap": "#!/bin/sh"}, [], "chmod +x"),
])
def test_what_cannot_be_deployed_is_refused(martlet, tmp_path, files, arguments, said):
    """One sentence with the remedy, and nothing is made."""
    folder = tmp_path / "broken"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    result = martlet("deploy", str(folder), *arguments, expecting=1)
    assert said in result.stderr and len(result.stderr.splitlines()) == 1, result.stderr
    martlet("invoke", "broken", expecting=1)


def test_watching_deploys_every_change(martlet, start, project):
    """Also after a change that cannot be deployed; an interrupt ends it."""
    process, output = start("deploy", str(project), "--watch")
    eventually(lambda: "watching" in output.read_text(), what="it does not watch")
    (project / "index.js").write_text("exports.handler = async () => 'second';")
    eventually(lambda: "updated the code" in output.read_text(), what="the change was not deployed")
    assert json.loads(martlet("invoke", "hello").stdout) == "second"
    (project / "martlet.yaml").write_text("nonsense: 1")
    eventually(lambda: "unknown key 'nonsense'" in output.read_text())
    (project / "martlet.yaml").unlink()
    (project / "index.js").write_text("exports.handler = async () => 'third one';")
    eventually(lambda: output.read_text().count("updated the code") == 2, what="it gave up")
    assert json.loads(martlet("invoke", "hello").stdout) == "third one"
    process.send_signal(signal.SIGINT)
    process.wait(5)


def test_following_a_log(martlet, start, project):
    """From before the first call on, every line once."""
    martlet("deploy", str(project))
    process, output = start("logs", "hello", "--follow")
    for name in ("Ada", "Bob"):
        martlet("invoke", "hello", "--payload", json.dumps({"name": name}))
        eventually(lambda: f"greeting {name}" in output.read_text(), what="the line did not come")
    text = output.read_text()
    assert "no log of 'hello' yet" in text
    assert text.count("greeting Ada") == text.count("greeting Bob") == 1
    process.send_signal(signal.SIGINT)
    process.wait(5)


def test_events_are_queued(martlet, project):
    """The command does not wait; the function runs."""
    martlet("deploy", str(project))
    result = martlet("invoke", "hello", "--event", "--payload", '{"name": "later"}')
    assert result.stdout == "" and "queued an event for hello" in result.stderr
    eventually(lambda: "no log" not in (log := run_logs(martlet)) and "greeting later" in log)


def run_logs(martlet) -> str:
    try:
        return martlet("logs", "hello").stdout
    except AssertionError:
        return "no log"


def test_a_large_folder_deploys(martlet, project):
    """Random bytes that no compression makes small."""
    (project / "data.bin").write_bytes(os.urandom(8 << 20))
    (project / "index.js").write_text(
        "exports.handler = async () => require('fs').statSync('/var/task/data.bin').size;")
    martlet("deploy", str(project))
    assert json.loads(martlet("invoke", "hello").stdout) == 8 << 20
