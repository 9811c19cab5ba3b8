"""Log streams: made, listed by name and by their last event, deleted."""

from ring.refusal import refused


def test_a_stream_tells_of_its_events(logs, group, put, now, target):
    made = group("/ring/s", "one")
    fresh = logs.describe_log_streams(logGroupName=made)["logStreams"][0]
    arn = f"arn:aws:logs:{target.region}:{target.account}:log-group:{made}:log-stream:one"
    assert fresh["arn"] == arn and fresh["storedBytes"] == 0 and "lastEventTimestamp" not in fresh
    put(made, "one", (-500, "a"), (-100, "b"))
    used = logs.describe_log_streams(logGroupIdentifier=arn.split(":log-stream:")[0])["logStreams"][0]
    assert (used["firstEventTimestamp"], used["lastEventTimestamp"]) == (now - 500, now - 100)
    assert abs(used["lastIngestionTime"] - now) < 60_000 and used["uploadSequenceToken"]


def test_streams_in_both_orders(logs, group, put):
    made = group("/ring/s", "a", "b", "c")
    for stream, time in (("b", -10), ("a", -20), ("c", -30)):
        put(made, stream, (time, "x"))

    def names(**arguments):
        pages = logs.get_paginator("describe_log_streams").paginate(
            logGroupName=made, PaginationConfig={"PageSize": 2}, **arguments
        )
        return [each["logStreamName"] for page in pages for each in page["logStreams"]]

    assert names() == ["a", "b", "c"]
    assert names(descending=True) == ["c", "b", "a"]
    assert names(orderBy="LastEventTime", descending=True) == ["b", "a", "c"]
    with refused("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.", 400):
        names(orderBy="LastEventTime", logStreamNamePrefix="a")


def test_refusals(logs, group):
    made = group("/ring/s", "one")
    with refused("ResourceAlreadyExistsException", "The specified log stream already exists", 400):
        logs.create_log_stream(logGroupName=made, logStreamName="one")
    with refused("ResourceNotFoundException", "The specified log group does not exist.", 400):
        logs.create_log_stream(logGroupName=made + "-none", logStreamName="one")
    with refused("ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters.", 400):
        logs.describe_log_streams(logGroupName=made, logGroupIdentifier=made)
    logs.delete_log_stream(logGroupName=made, logStreamName="one")
    with refused("ResourceNotFoundException", "The specified log stream does not exist.", 400):
        logs.delete_log_stream(logGroupName=made, logStreamName="one")


def test_a_stream_made_anew_is_empty(logs, group, put):
    made = group("/ring/s", "one")
    put(made, "one", (0, "old"))
    logs.delete_log_stream(logGroupName=made, logStreamName="one")
    logs.create_log_stream(logGroupName=made, logStreamName="one")
    assert logs.get_log_events(logGroupName=made, logStreamName="one")["events"] == []
