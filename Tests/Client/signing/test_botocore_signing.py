"""botocore's signers judge ours: neither side may be its own judge."""

import datetime
import io
import string
from unittest import mock
from urllib.parse import quote, urlsplit

import pytest
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpchecksum import AwsChunkedWrapper, Crc32Checksum

# The judged signer is a program of this package, whatever the ring's target is.
pytestmark = pytest.mark.martlet_only

ROUNDS = 300
REGION = "eu-west-1"
TEXT = string.ascii_letters + string.digits + "-._~ !*'();:@&=+$,?#[]%\"<>\\^`{|}éßж猫🐦"

SIGNERS = {
    "header": (auth.SigV4Auth, "sts"),
    "s3 header": (auth.S3SigV4Auth, "s3"),
    "query": (auth.SigV4QueryAuth, "sts"),
    "s3 query": (auth.S3SigV4QueryAuth, "s3"),
}


def text(rng, longest, alphabet=TEXT):
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(0, longest)))


def random_path(rng, service):
    segments = [quote(text(rng, 6), safe="") for _ in range(rng.randint(0, 4))]
    if service != "s3":
        segments = [rng.choice([segment, segment, ".", "..", ""]) for segment in segments]
    return "/" + "/".join(segments) + rng.choice(["", "/"])


def random_query(rng, repeats):
    names = [text(rng, 5) or "n" for _ in range(rng.randint(0, 4))]
    pairs = [(name, text(rng, 6)) for name in names]
    if repeats and pairs:
        pairs += [(rng.choice(pairs)[0], text(rng, 3)) for _ in range(rng.randint(0, 2))]
    elif not repeats:
        pairs = list(dict(pairs).items())
    rng.shuffle(pairs)
    return "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in pairs)


def random_request(rng, service, is_query):
    host = rng.choice(["example.com", "localhost:4566", "example.com:80", "[::1]:4566", "bucket.s3.example.com"])
    query = random_query(rng, repeats=not is_query)
    url = f"http://{host}{random_path(rng, service)}" + (f"?{query}" if query else "")
    request = AWSRequest(method=rng.choice(["GET", "PUT", "POST", "DELETE", "HEAD"]), url=url)
    # botocore moves the body of a presigned request into its query, so it signs an empty one there.
    request.data = b"" if is_query else rng.randbytes(rng.choice([0, 1, 50, 3000]))
    for _ in range(rng.randint(0, 5)):
        name = rng.choice(["X-Amz-Target", "x-amz-meta-a", "Content-Type", "X-Custom", "x-custom", "User-Agent", "Range"])
        value = text(rng, 10, "abc \t\",;=é%猫")
        request.headers.add_header(name, value)
    if not is_query and service != "s3" and rng.random() < 0.2:
        request.headers["Date"] = "to be replaced"
    return request


def sign(rng, kind):
    """A random request signed by botocore, with its signer, credentials and second."""
    signer_type, service = SIGNERS[kind]
    is_query = "query" in kind
    credentials = Credentials(
        "AKID" + text(rng, 12, string.ascii_uppercase),
        text(rng, 40, string.ascii_letters + "/+") or "secret",
        rng.choice([None, "token/+=" + text(rng, 30, string.ascii_letters + "/+=")]),
    )
    now = datetime.datetime.fromtimestamp(rng.randint(1_400_000_000, 1_900_000_000), datetime.timezone.utc)
    options = {"expires": rng.randint(1, 604800)} if is_query else {}
    signer = signer_type(credentials, service, REGION, **options)
    request = random_request(rng, service, is_query)
    canonical = []
    string_to_sign = signer.string_to_sign

    def recorded(request, canonical_request):
        canonical.append(canonical_request)
        return string_to_sign(request, canonical_request)

    with mock.patch.object(auth, "get_current_datetime", return_value=now), mock.patch.object(
        signer, "string_to_sign", recorded
    ):
        signer.add_auth(request)
    return request, credentials, int(now.timestamp()), service, options.get("expires"), canonical[0]


def question(request, credentials, time, service, headers=None):
    parts = urlsplit(request.url)
    headers = [list(pair) for pair in (headers if headers is not None else request.headers.items())]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.append(["Host", auth._host_from_url(request.url)])
    return {
        "method": request.method,
        "path": parts.path,
        "query": parts.query,
        "headers": headers,
        "body": request.body or b"",
        "accessKeyID": credentials.access_key,
        "secret": credentials.secret_key,
        "region": REGION,
        "service": service,
        "time": time,
    }


@pytest.mark.parametrize("kind", SIGNERS)
def test_verifies_what_botocore_signs(oracle, rng, kind):
    for _ in range(ROUNDS):
        request, credentials, time, service, _, canonical = sign(rng, kind)
        asked = question(request, credentials, time, service)
        answer = oracle.ask(do="verify", **asked)
        assert "error" not in answer, f"{answer['message']}\nbotocore's:\n{canonical}"
        assert answer.get("sessionToken") == credentials.token
        answer = oracle.ask(do="verify", **{**asked, "secret": credentials.secret_key + "x"})
        assert answer["error"] == "SignatureDoesNotMatch"


@pytest.mark.parametrize("kind", SIGNERS)
def test_signs_what_botocore_signs(oracle, rng, kind):
    for _ in range(ROUNDS):
        request, credentials, time, service, lifetime, canonical = sign(rng, kind)
        if request.headers.get("Date") and "query" not in kind:
            # botocore takes a Date header for its date; ours always sends X-Amz-Date.
            continue
        headers = [pair for pair in request.headers.items() if pair[0] not in ("Authorization", "X-Amz-Content-SHA256")]
        asked = question(request, credentials, time, service, headers)
        asked["query"] = "&".join(
            pair
            for pair in asked["query"].split("&")
            if pair.split("=")[0] not in {
                "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
                "X-Amz-Security-Token", "X-Amz-Signature",
            }
        )
        answer = oracle.ask(
            do="presign" if "query" in kind else "sign", token=credentials.token, lifetime=lifetime, **asked
        )
        assert answer["canonicalRequest"] == canonical
        if "query" in kind:
            assert f"X-Amz-Signature={answer['signature']}" in request.url
        else:
            assert dict(answer["headers"])["Authorization"] == request.headers["Authorization"]


def test_decodes_botocores_chunks(oracle, rng):
    for _ in range(ROUNDS // 5):
        data = rng.randbytes(rng.choice([0, 1, 10, 5000]))
        wrapper = AwsChunkedWrapper(
            io.BytesIO(data),
            checksum_cls=Crc32Checksum,
            checksum_name="x-amz-checksum-crc32",
            chunk_size=rng.choice([1, 7, 1024]) if len(data) < 100 else 1024,
        )
        answer = oracle.ask(do="decode", body=wrapper.read(), length=len(data))
        assert bytes.fromhex(answer["body"]) == data
        checksum = Crc32Checksum()
        checksum.update(data)
        assert answer["trailers"] == [["x-amz-checksum-crc32", checksum.b64digest()]]


def test_verifies_botocores_streamed_upload(oracle, rng):
    """The request as boto3 sends a streamed PutObject: unsigned chunks and a checksum as trailer."""
    credentials = Credentials("AKIDEXAMPLE", "secret", None)
    for _ in range(20):
        data = rng.randbytes(rng.randint(0, 3000))
        body = AwsChunkedWrapper(io.BytesIO(data), Crc32Checksum, "x-amz-checksum-crc32", chunk_size=1024).read()
        request = AWSRequest("PUT", "https://bucket.example.com/key", data=body)
        request.headers["X-Amz-Trailer"] = "x-amz-checksum-crc32"
        request.headers["Content-Encoding"] = "aws-chunked"
        request.headers["X-Amz-Decoded-Content-Length"] = str(len(data))
        request.context["checksum"] = {"request_algorithm": {"in": "trailer"}}
        signer = auth.S3SigV4Auth(credentials, "s3", REGION)
        signer.add_auth(request)
        stamp = datetime.datetime.strptime(request.headers["X-Amz-Date"], auth.SIGV4_TIMESTAMP)
        time = int(stamp.replace(tzinfo=datetime.timezone.utc).timestamp())
        answer = oracle.ask(do="verify", **question(request, credentials, time, "s3"))
        assert bytes.fromhex(answer["body"]) == data
