"""Our codecs against botocore's: what it writes we must read, what we write it must read.

Every generated operation, and a sample of the operations of services whose models are read at run time.
MARTLET_BUILD names the folder of the built tools; MARTLET_SEED repeats a run.
"""

import io
import json
import os
import random
import subprocess
import urllib.parse
from pathlib import Path

import botocore.session
import pytest
from botocore.awsrequest import AWSRequest, HeadersDict, prepare_request_dict
from botocore.exceptions import EventStreamError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from random_values import ValueMaker, tag_shape

ROOT = Path(__file__).resolve().parents[3]
BUILD = Path(os.environ.get("MARTLET_BUILD", ROOT / ".build" / "debug"))
FIXED_SEED = 20261122
RANDOM_SEED = int(os.environ.get("MARTLET_SEED", random.SystemRandom().randrange(2**32)))
SAMPLED = {
    "cognito-idp": 12, "cognito-identity": 23, "cognito-sync": 17, "dynamodb": 12, "lambda": 15, "s3": 25,
    "cloudfront": 10, "sns": 15, "route53": 12, "cloudformation": 12, "sqs": 10, "pinpoint": 8, "sesv2": 8, "kms": 10,
    "rds": 6, "acm": 8, "apigatewayv2": 8, "s3control": 6,
}
# Operations that only their host tells apart from another.
BY_HOST = {"ListDirectoryBuckets"}
PROTOCOLS = ["json", "rest-json", "rest-xml", "query"]
ROUNDS = 6


class Oracle:
    """The tool on the other side of a pipe."""

    def __init__(self):
        self.process = subprocess.Popen(
            [BUILD / "wire-oracle"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, command, **arguments):
        line = json.dumps({"command": command, **arguments})
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "fault" not in answer and "error" not in answer, f"{command}: {answer}\n{line[:2000]}"
        return answer

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(10) == 0


@pytest.fixture(scope="module")
def oracle():
    tool = Oracle()
    yield tool
    tool.close()


def load_model(service):
    path = ROOT / "Models" / "handwritten" / f"{service}.json"
    if path.exists():
        return json.loads(path.read_text())
    return Loader().load_service_model(service, "service-2")


def protocol_of(model):
    names = [*model["metadata"].get("protocols", []), model["metadata"].get("protocol")]
    return next((name for name in PROTOCOLS if name in names), None)


def botocore_request(model, protocol, operation, params):
    serialized = create_serializer(protocol, include_validation=False).serialize_to_request(params, operation)
    serialized["headers"] = dict(serialized["headers"])
    prepare_request_dict(serialized, endpoint_url="http://localhost", context={})
    request = AWSRequest(
        method=serialized["method"], url=serialized["url"], data=serialized["body"], headers=serialized["headers"]
    ).prepare()
    url = urllib.parse.urlsplit(request.url)
    body = request.body or b""
    if isinstance(body, io.IOBase):
        body = body.read()
    if isinstance(body, str):
        body = body.encode()
    text = lambda value: value.decode() if isinstance(value, bytes) else value
    headers = [[text(name), text(value)] for name, value in request.headers.items()]
    return {"method": request.method, "path": url.path, "query": url.query, "headers": headers, "body": body.hex()}


def botocore_parse(protocol, response, shape):
    headers = HeadersDict(dict(response["headers"]))
    parsed = create_parser(protocol).parse(
        {"status_code": response["status"], "headers": headers, "body": bytes.fromhex(response["body"])}, shape
    )
    parsed.pop("ResponseMetadata", None)
    return parsed


def without_empty(value, shape, protocol, nested=False):
    """Lists and maps that are empty, where the format cannot tell them from absent ones."""
    if not isinstance(value, dict) or shape.type_name != "structure" or shape.is_document_type:
        if isinstance(value, list):
            return [without_empty(element, shape.member, protocol, True) for element in value]
        if isinstance(value, dict) and shape.type_name == "map":
            return {name: without_empty(member, shape.value, protocol, True) for name, member in value.items()}
        return value
    result = {}
    for name, member in value.items():
        target = shape.members[name]
        if target.serialization.get("name") == "Content-Length":
            continue
        loses = target.serialization.get("location") is not None or protocol in ("query", "rest-xml")
        if loses and target.type_name in ("list", "map") and not member:
            continue
        if shape.serialization.get("payload") == name and member in ({}, "", {"$blob": ""}):
            continue
        result[name] = without_empty(member, target, protocol, True)
    return result


def is_streamed(shape):
    return shape is not None and shape.event_stream_name is not None


class Pieces:
    """A body as it comes from a connection: in any pieces."""

    def __init__(self, body, random):
        self.body = body
        self.random = random

    def stream(self):
        start = 0
        while start < len(self.body):
            end = start + self.random.randint(1, 200)
            yield self.body[start:end]
            start = end


def botocore_events(protocol, response, operation, random):
    """The answer, and the events of its stream with the error that ended it."""
    raw = {
        "status_code": response["status"],
        "headers": HeadersDict(dict(response["headers"])),
        "body": Pieces(bytes.fromhex(response["body"]), random),
        "context": {"operation_name": operation.name},
    }
    parsed = create_parser(protocol).parse(raw, operation.output_shape)
    parsed.pop("ResponseMetadata", None)
    events = []
    try:
        for event in parsed.pop(operation.output_shape.event_stream_name):
            events.append(event)
    except EventStreamError as error:
        events.append({"$error": {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}})
    return parsed, events


def check_operation(oracle, service, model, operation, seed):
    protocol = protocol_of(model)
    maker = ValueMaker(random.Random(f"{seed} {service} {operation.name}"))
    for _ in range(ROUNDS):
        if not is_streamed(operation.input_shape):
            check_input(oracle, service, model, operation, protocol, maker)
        if not is_streamed(operation.output_shape):
            check_output(oracle, service, operation, protocol, maker)
        elif protocol in ("json", "rest-json"):
            check_streamed_output(oracle, service, operation, protocol, maker)


def check_input(oracle, service, model, operation, protocol, maker):
    shape = operation.input_shape
    params = maker.structure(shape) if shape else {}
    expected = without_empty(tag_shape(params, shape), shape, protocol) if shape else {}
    request = botocore_request(model, protocol, operation, params)
    answer = oracle.ask("decodeInput", service=service, request=request)
    assert answer["operation"] == operation.name
    assert answer["missing"] == []
    if protocol == "rest-json" and not operation.http["requestUri"].split("?")[0].endswith("+}"):
        # AWS answers with and without a slash at the end.
        path = request["path"][:-1] if request["path"].endswith("/") else request["path"] + "/"
        assert oracle.ask("decodeInput", service=service, request={**request, "path": path}) == answer
    if not shape:
        return
    assert without_empty(answer["value"], shape, protocol) == expected, f"{operation.name}: {request}"
    own = oracle.ask("encodeRequest", service=service, operation=operation.name, value=tag_shape(params, shape))
    again = oracle.ask("decodeInput", service=service, request=own)
    assert again["operation"] == operation.name
    assert without_empty(again["value"], shape, protocol) == expected, f"{operation.name}: {own}"


def check_output(oracle, service, operation, protocol, maker):
    shape = operation.output_shape
    value = maker.structure(shape) if shape else {}
    tagged = tag_shape(value, shape) if shape else {}
    response = oracle.ask("encodeOutput", service=service, operation=operation.name, value=tagged)
    parsed = botocore_parse(protocol, response, shape)
    stated = [value[name] for name, member in (shape.members if shape else {}).items()
              if member.serialization.get("location") == "statusCode" and name in value]
    assert response["status"] == (stated[0] if stated else operation.http.get("responseCode", 200))
    if response["status"] == 204:
        assert response["body"] == ""
    if not shape:
        assert parsed == {}
        return
    expected = without_empty(tagged, shape, protocol)
    assert without_empty(tag_shape(parsed, shape), shape, protocol) == expected, f"{operation.name}: {response}"
    read = oracle.ask("decodeOutput", service=service, operation=operation.name, response=response)
    assert without_empty(read["value"], shape, protocol) == expected, f"{operation.name}: {response}"


def check_streamed_output(oracle, service, operation, protocol, maker):
    shape = operation.output_shape
    name = shape.event_stream_name
    stream = shape.members[name]
    value, events = maker.streamed(shape)
    tagged = tag_shape(value, shape)
    tagged_events = [tag_shape(event, stream) for event in events]
    errors = [exception for exception in stream.members.values() if exception.metadata.get("exception")]
    error = maker.random.choice([None, "SomethingElseException", *[exception.name for exception in errors]])
    if error:
        # botocore knows an exception by the name of its member.
        members = {member.name: key for key, member in stream.members.items()}
        tagged_events.append({"$error": {"code": error, "message": "<ä> & \"b\""}})
    response = oracle.ask(
        "encodeOutput", service=service, operation=operation.name, value={**tagged, name: tagged_events}
    )
    assert dict(response["headers"])["Content-Type"] == tagged.get(
        "ResponseStreamContentType", "application/vnd.amazon.eventstream"
    )
    parsed, parsed_events = botocore_events(protocol, response, operation, maker.random)
    expected = without_empty(tagged, shape, protocol)
    seen = without_empty(tag_shape(parsed, shape), shape, protocol)
    seen.pop("ResponseStreamContentType", None) if "ResponseStreamContentType" not in tagged else None
    assert seen == expected, f"{operation.name}: {response}"
    ended = parsed_events.pop() if error else None
    assert [tag_shape(event, stream) for event in parsed_events] == tagged_events[: len(events)], response
    if error:
        assert ended == {"$error": {"code": members.get(error, error), "message": "<ä> & \"b\""}}
    read = oracle.ask("decodeOutput", service=service, operation=operation.name, response=response)["value"]
    assert read[name] == tagged_events


@pytest.mark.parametrize("seed", [FIXED_SEED, RANDOM_SEED], ids=["fixed", "random"])
@pytest.mark.parametrize("service", ["iam", "lambda", "logs", "martlet", "sts"])
def test_generated_operations(oracle, service, seed):
    print(f"MARTLET_SEED={seed}")
    model = load_model(service)
    service_model = ServiceModel(model, service)
    operations = oracle.ask("operations", service=service)["operations"]
    assert operations
    for name in operations:
        check_operation(oracle, service, model, service_model.operation_model(name), seed)


@pytest.mark.parametrize("service", ["iam", "lambda", "logs", "martlet", "sts"])
def test_errors(oracle, service):
    model = load_model(service)
    for code, status in [("NoSuchEntity", 404), ("ServiceFailure", 500), ("AccessDenied", 403)]:
        message = "The user with name <ä & \"b\"> cannot be found."
        response = oracle.ask("encodeError", service=service, code=code, status=status, message=message)
        headers = HeadersDict(dict(response["headers"]))
        raw = {"status_code": response["status"], "headers": headers, "body": bytes.fromhex(response["body"])}
        parsed = create_parser(protocol_of(model)).parse(raw, None)
        assert parsed["Error"]["Code"] == code
        assert parsed["Error"]["Message"] == message
        assert parsed["ResponseMetadata"]["RequestId"] == "oracle-request"


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("lambda", "InvokeWithResponseStream"), ("logs", "StartLiveTail"), ("logs", "GetLogObject"),
        ("kinesis", "SubscribeToShard"), ("bedrock-agent-runtime", "InvokeAgent"), ("bedrock-runtime", "ConverseStream"),
        ("sagemaker-runtime", "InvokeEndpointWithResponseStream"), ("iotsitewise", "InvokeAssistant"),
    ],
)
def test_event_streams(oracle, service, name):
    print(f"MARTLET_SEED={RANDOM_SEED}")
    model = load_model(service)
    operation = ServiceModel(model, service).operation_model(name)
    assert is_streamed(operation.output_shape)
    oracle.ask("load", service=f"streams of {service}", model=model, operations=[name])
    maker = ValueMaker(random.Random(f"{RANDOM_SEED} {service} {name}"))
    for _ in range(4 * ROUNDS):
        check_streamed_output(oracle, f"streams of {service}", operation, protocol_of(model), maker)


ARN = "arn:aws:lambda:eu-west-1:111122223333:function:name"
BYTES = bytes(range(256))


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("Invoke", {"FunctionName": f"{ARN}:live"}),
        ("Invoke", {"FunctionName": "111122223333:function:name", "Payload": BYTES}),
        ("Invoke", {"FunctionName": "name", "Payload": b"{}", "InvocationType": "Event", "LogType": "Tail",
                    "ClientContext": "eyJhIjoxfQ==", "Qualifier": "$LATEST"}),
        ("InvokeAsync", {"FunctionName": "name", "InvokeArgs": BYTES}),
        ("InvokeWithResponseStream", {"FunctionName": ARN, "Payload": BYTES, "InvocationType": "RequestResponse"}),
        ("GetFunction", {"FunctionName": f"{ARN}:1", "Qualifier": "1"}),
        ("ListTags", {"Resource": f"{ARN}/with/slashes %41"}),
        ("TagResource", {"Resource": ARN, "Tags": {"a:/ä": "", "b": "c=d&e"}}),
        ("UntagResource", {"Resource": ARN, "TagKeys": ["a", "b&c=d", "ä +", "a"]}),
        ("PublishVersion", {"FunctionName": "name"}),
        ("CreateFunction", {"FunctionName": "name", "Role": "arn:aws:iam::111122223333:role/x", "Code": {"ZipFile": BYTES}}),
        ("GetLayerVersionByArn", {"Arn": "arn:aws:lambda:eu-west-1:111122223333:layer:name:1"}),
        ("GetLayerVersion", {"LayerName": "arn:aws:lambda:eu-west-1:111122223333:layer:name", "VersionNumber": 7}),
        ("ListFunctions", {"Marker": "a/b+c=", "MaxItems": 50}),
        ("ListProvisionedConcurrencyConfigs", {"FunctionName": "name"}),
        ("GetProvisionedConcurrencyConfig", {"FunctionName": "name", "Qualifier": "live"}),
        ("DeleteFunctionEventInvokeConfig", {"FunctionName": ARN, "Qualifier": "live"}),
    ],
)
def test_lambda_requests(oracle, operation, params):
    model = load_model("lambda")
    shape = ServiceModel(model, "lambda").operation_model(operation)
    request = botocore_request(model, "rest-json", shape, params)
    answer = oracle.ask("decodeInput", service="lambda", request=request)
    assert answer == {"operation": operation, "value": tag_shape(params, shape.input_shape), "missing": []}
    # Colons may also come unencoded.
    request["path"] = request["path"].replace("%3A", ":")
    assert oracle.ask("decodeInput", service="lambda", request=request) == answer


def test_lambda_payload_of_any_bytes(oracle):
    value = {
        "StatusCode": 200, "FunctionError": "Unhandled", "LogResult": "U1RBUlQ=", "ExecutedVersion": "$LATEST",
        "Payload": {"$blob": BYTES.hex()},
    }
    response = oracle.ask("encodeOutput", service="lambda", operation="Invoke", value=value)
    assert response["body"] == BYTES.hex()
    headers = {name.lower(): value for name, value in response["headers"]}
    assert headers["x-amz-function-error"] == "Unhandled"
    assert headers["x-amz-log-result"] == "U1RBUlQ="
    assert headers["x-amz-executed-version"] == "$LATEST"
    accepted = oracle.ask("encodeOutput", service="lambda", operation="Invoke", value={"StatusCode": 202})
    assert (accepted["status"], accepted["body"]) == (202, "")


@pytest.mark.parametrize("service", sorted(SAMPLED))
def test_sampled_services(oracle, service):
    print(f"MARTLET_SEED={RANDOM_SEED}")
    model = load_model(service)
    service_model = ServiceModel(model, service)
    # Some deprecated operations share their path with the one that took their place.
    names = [name for name in service_model.operation_names if not service_model.operation_model(name).deprecated]
    names = [name for name in names if name not in BY_HOST]
    chosen = random.Random(f"{RANDOM_SEED} {service}").sample(names, min(SAMPLED[service], len(names)))
    oracle.ask("load", service=f"sampled {service}", model=model, operations=names)
    for name in chosen:
        check_operation(oracle, f"sampled {service}", model, service_model.operation_model(name), RANDOM_SEED)
