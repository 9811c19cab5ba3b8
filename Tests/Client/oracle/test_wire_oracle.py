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
    if shape is None:
        return False
    return any(member.serialization.get("eventstream") for member in shape.members.values())


def check_operation(oracle, service, model, operation, seed):
    protocol = protocol_of(model)
    maker = ValueMaker(random.Random(f"{seed} {service} {operation.name}"))
    for _ in range(ROUNDS):
        if not is_streamed(operation.input_shape):
            check_input(oracle, service, model, operation, protocol, maker)
        if not is_streamed(operation.output_shape):
            check_output(oracle, service, operation, protocol, maker)


def check_input(oracle, service, model, operation, protocol, maker):
    shape = operation.input_shape
    params = maker.structure(shape) if shape else {}
    expected = without_empty(tag_shape(params, shape), shape, protocol) if shape else {}
    request = botocore_request(model, protocol, operation, params)
    answer = oracle.ask("decodeInput", service=service, request=request)
    assert answer["operation"] == operation.name
    assert answer["missing"] == []
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
    if not shape:
        assert parsed == {}
        return
    expected = without_empty(tagged, shape, protocol)
    assert without_empty(tag_shape(parsed, shape), shape, protocol) == expected, f"{operation.name}: {response}"
    read = oracle.ask("decodeOutput", service=service, operation=operation.name, response=response)
    assert without_empty(read["value"], shape, protocol) == expected, f"{operation.name}: {response}"


@pytest.mark.parametrize("seed", [FIXED_SEED, RANDOM_SEED], ids=["fixed", "random"])
@pytest.mark.parametrize("service", ["iam", "martlet", "sts"])
def test_generated_operations(oracle, service, seed):
    print(f"MARTLET_SEED={seed}")
    model = load_model(service)
    service_model = ServiceModel(model, service)
    operations = oracle.ask("operations", service=service)["operations"]
    assert operations
    for name in operations:
        check_operation(oracle, service, model, service_model.operation_model(name), seed)


@pytest.mark.parametrize("service", ["iam", "martlet", "sts"])
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
