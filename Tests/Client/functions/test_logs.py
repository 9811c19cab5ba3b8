"""What functions write is found again, by whoever looks for it."""

import re
import time

import pytest

from ring.functions import eventually
from ring.policies import allow, document
from ring.refusal import refused

CHATTY = "exports.handler = async event => { for (const word of event.words) console.log(word); };"


def test_every_call_is_framed(node, root):
    """START, its lines, END, REPORT, in one stream of the environment's own."""
    function = node("framed", CHATTY)
    function.invoke({"words": ["first", "second"]})
    lines = eventually(lambda: (found := function.log_events()) and "REPORT" in found[-1] and found)
    kinds = [re.match(r"INIT_START|START|END|REPORT|.*(first|second)", line)[0].split("\t")[-1] for line in lines]
    assert [kind for kind in kinds if kind != "INIT_START"] == ["START", "first", "second", "END", "REPORT"], lines
    streams = root.logs.describe_log_streams(logGroupName=f"/aws/lambda/{function.name}")["logStreams"]
    assert len(streams) == 1 and "[$LATEST]" in streams[0]["logStreamName"]


def test_filters_find_lines(node):
    """Terms, exclusions and members of JSON."""
    function = node("filtered", CHATTY)
    function.invoke({"words": ["ERROR one", "fine", '{"level": "warn", "n": 5}', "ERROR two ignored"]})
    eventually(lambda: any("REPORT" in line for line in function.log_events()))

    def found(pattern: str) -> list[str]:
        return [line.rstrip("\n").split("\t")[-1] for line in function.log_events(filterPattern=pattern)]

    assert found("ERROR") == ["ERROR one", "ERROR two ignored"]
    assert found("ERROR -ignored") == ["ERROR one"]


def test_the_aws_cli_reads_logs(node, root, tmp_path):
    """By the function's name alone."""
    function = node("tailed", CHATTY)
    function.invoke({"words": ["needle"]})
    eventually(lambda: any("REPORT" in line for line in function.log_events()))
    result = root.aws(
        "logs", "filter-log-events", "--log-group-name", f"/aws/lambda/{function.name}",
        "--query", "events[].message", "--output", "text", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "needle" in result.stdout and "REPORT" in result.stdout


def test_a_role_without_permission_writes_no_log(node, root, name):
    """As on AWS: the function runs, its log does not come to be."""
    function = node("silent", CHATTY)
    root.iam.put_role_policy(
        RoleName=name("function"), PolicyName="own", PolicyDocument=document(allow("iam:ListUsers")))
    function.invoke({"words": ["secret"]})
    other = node("silent-too", CHATTY)
    other.invoke({"words": ["secret"]})
    time.sleep(1)
    assert other.log_events() == []


def test_logs_do_not_slow_calls(node):
    """A thousand lines each, and the answer comes before they are stored."""
    function = node("loud", "exports.handler = async e => { for (let i = 0; i < 1000; i++) console.log('line', i); };")
    function.invoke()
    began = time.monotonic()
    for _ in range(5):
        assert function.invoke().error is None
    assert time.monotonic() - began < 5
    eventually(
        lambda: sum("line 999" in line for line in function.log_events(filterPattern='"line 999"')) == 6,
        what="lines were lost")


@pytest.mark.martlet_only
def test_groups_outlive_their_functions(node, root):
    """Logs are kept until somebody removes them."""
    function = node("gone", CHATTY)
    function.invoke({"words": ["kept"]})
    eventually(lambda: any("kept" in line for line in function.log_events()))
    root.functions.delete_function(FunctionName=function.name)
    assert any("kept" in line for line in function.log_events())
    with refused("ResourceNotFoundException", status=404):
        root.functions.get_function(FunctionName=function.name)
    root.logs.delete_log_group(logGroupName=f"/aws/lambda/{function.name}")
    assert function.log_events() == []
