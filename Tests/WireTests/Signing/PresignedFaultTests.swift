import Testing

@testable import Wire

/// A presigned URL is handed on, so its limits are all that holds it; and S3 has words of its own for everything.
struct PresignedFaultTests {
    private static let now = SigningFixture.august2015

    private static func url(
        service: String, lifetime: Int = 600, headers: [HeaderList.Field] = [], edit: (String) -> String = { $0 }
    ) -> WireRequest {
        var request = WireRequest(
            method: "GET", path: "/bucket/key", query: "a=1", headers: .init([.init("Host", "example.com")]))
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: service)
            .presign(&request, at: now, for: lifetime)
        request.query = edit(request.query)
        for field in headers { request.headers.append(field.name, field.value) }
        return request
    }

    private static func error(
        _ request: WireRequest, service: String, after seconds: Int64 = 0, region: String? = nil
    ) -> ServiceError? {
        SigningFixture.fault { () throws(SignatureFault) in
            try SigningFixture.verify(request, at: now.adding(seconds: seconds), region: region, service: service)
        }?.serviceError(for: service == "s3" ? .s3 : .query)
    }

    @Test(arguments: ["s3", "sts"])
    func isGoodForItsLifetime(_ service: String) {
        #expect(Self.error(Self.url(service: service), service: service) == nil)
        #expect(Self.error(Self.url(service: service), service: service, after: 600) == nil)
    }

    @Test("Without X-Amz-Expires a URL lasts 15 minutes, as STS's do")
    func defaultLifetime() {
        let query = Self.url(service: "sts", edit: { $0.replacing("X-Amz-Expires=600&", with: "") })
        #expect(Self.error(query, service: "sts", after: 900)?.message.hasPrefix("The request signature") == true)
        #expect(
            Self.error(query, service: "sts", after: 901)?.message
                == "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
                + "(20150830T125101Z - 15 min.)")
    }

    @Test func timesOfS3() {
        let expired = Self.error(Self.url(service: "s3"), service: "s3", after: 601)
        #expect(expired?.code == "AccessDenied")
        #expect(expired?.message == "Request has expired")
        #expect(
            expired?.fields == [
                "X-Amz-Expires": "600", "Expires": "2015-08-30T12:46:00Z", "ServerTime": "2015-08-30T12:46:01Z",
            ])
        let early = Self.error(Self.url(service: "s3"), service: "s3", after: -901)
        #expect(early?.message == "Request is not valid yet")
    }

    @Test(
        arguments: [
            (
                "X-Amz-Expires=600", "X-Amz-Expires=0", "IncompleteSignature", "AuthorizationQueryParametersError",
                "X-Amz-Expires must be non-negative"
            ),
            (
                "X-Amz-Expires=600", "X-Amz-Expires=x", "IncompleteSignature", "AuthorizationQueryParametersError",
                "X-Amz-Expires should be a number"
            ),
            (
                "X-Amz-Expires=600", "X-Amz-Expires=604801", "IncompleteSignature", "AuthorizationQueryParametersError",
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less "
                    + "than 604800 seconds"
            ),
            ("a=1", "a=2", "SignatureDoesNotMatch", "SignatureDoesNotMatch", nil),
            (
                "X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4-HMAC-SHA1", "IncompleteSignature",
                "AuthorizationQueryParametersError", nil
            ),
        ] as [(String, String, String, String, String?)])
    func spoiled(_ old: String, _ new: String, _ code: String, _ s3Code: String, _ message: String?) {
        for (service, code) in [("sts", code), ("s3", s3Code)] {
            let error = Self.error(
                Self.url(service: service, edit: { $0.replacing(old, with: new) }), service: service)
            #expect(error?.code == code)
            if let message { #expect(error?.message == message) }
        }
    }

    @Test func missingParametersAreNamed() {
        let request = WireRequest(
            method: "GET", path: "/", query: "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=x",
            headers: .init([.init("Host", "h")]))
        #expect(
            Self.error(request, service: "sts")?.message
                == "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must "
                + "include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
                + "Re-examine the query-string parameters.")
        #expect(
            Self.error(request, service: "s3")?.message
                == "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
    }

    @Test func oneMechanismOnly() {
        let request = Self.url(service: "s3", headers: [.init("Authorization", "Bearer abc")])
        #expect(Self.error(request, service: "s3")?.code == "InvalidArgument")
        #expect(Self.error(request, service: "sts")?.code == "SignatureDoesNotMatch")
    }

    @Test func signatureVersion2IsRefused() {
        let request = WireRequest(method: "GET", path: "/b/k", query: "AWSAccessKeyId=A&Expires=1&Signature=s")
        #expect(
            Self.error(request, service: "s3")?.message
                == "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
    }

    @Test func headersNotSigned() {
        let error = Self.error(
            Self.url(service: "s3", headers: [.init("X-Amz-Acl", "public-read")]), service: "s3")
        #expect(error?.message == "There were headers present in the request which were not signed")
        #expect(error?.fields == ["HeadersNotSigned": "x-amz-acl"])
    }

    @Test(
        "S3's own words about a scope",
        arguments: [
            ("us-east-1", "eu-west-9", "the region 'eu-west-9' is wrong; expecting 'us-east-1'"),
            ("/s3/", "/sqs/", "incorrect service \"sqs\". This endpoint belongs to \"s3\"."),
            (
                "aws4_request", "aws5_request",
                "incorrect terminal \"aws5_request\". This endpoint uses \"aws4_request\"."
            ),
            (
                "/20150830/", "/2015/",
                "incorrect date format \"2015\". This date in the credential must be in the format \"yyyyMMdd\"."
            ),
            (
                "/20150830/", "/",
                "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
            ),
        ])
    func scopesOfS3(_ old: String, _ new: String, _ message: String) {
        var request = WireRequest(method: "GET", path: "/b/k", headers: .init([.init("Host", "h")]))
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "s3").sign(&request, at: Self.now)
        let index = request.headers.fields.count - 1
        request.headers.fields[index].value.replace(old, with: new)
        let error = Self.error(request, service: "s3", region: "us-east-1")
        #expect(error?.message == "The authorization header is malformed; " + message)
        let query = Self.url(
            service: "s3",
            edit: { $0.replacing(old.replacing("/", with: "%2F"), with: new.replacing("/", with: "%2F")) })
        #expect(
            Self.error(query, service: "s3", region: "us-east-1")?.message
                == "Error parsing the X-Amz-Credential parameter; " + message)
    }

    @Test(
        "Payloads of S3",
        arguments: [
            (nil, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256"),
            (
                "nonsense", "InvalidArgument",
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
                    + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER "
                    + "or a valid sha256 value."
            ),
            (
                SigningText.emptyHash, "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed."
            ),
            ("UNSIGNED-PAYLOAD", nil, nil),
        ] as [(String?, String?, String?)])
    func payloads(_ declared: String?, _ code: String?, _ message: String?) {
        var request = WireRequest(
            method: "PUT", path: "/b/k", headers: .init([.init("Host", "h")]), body: Array("body".utf8))
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "s3")
            .sign(&request, at: Self.now, payload: PayloadDeclaration(header: declared))
        let error = Self.error(request, service: "s3")
        #expect(error?.code == code)
        #expect(error?.message == message)
    }

    @Test("Only S3 takes a body on trust: elsewhere the word is no hash of any body")
    func unsignedPayloadElsewhere() {
        var request = WireRequest(method: "POST", path: "/", headers: .init([.init("Host", "h")]))
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "sts")
            .sign(&request, at: Self.now, payload: .unsigned)
        #expect(Self.error(request, service: "sts")?.code == "SignatureDoesNotMatch")
    }

    @Test func skewOfS3() {
        var request = WireRequest(method: "GET", path: "/", headers: .init([.init("Host", "h")]))
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "s3").sign(&request, at: Self.now)
        #expect(Self.error(request, service: "s3", after: 900) == nil)
        for seconds: Int64 in [901, -901] {
            let error = Self.error(request, service: "s3", after: seconds)
            #expect(error?.code == "RequestTimeTooSkewed")
            #expect(error?.message == "The difference between the request time and the current time is too large.")
            #expect(error?.fields["MaxAllowedSkewMilliseconds"] == "900000")
            #expect(error?.fields["RequestTime"] == "20150830T123600Z")
        }
    }

    @Test func mismatchOfS3ShowsWhatWasComputed() {
        let error = Self.error(Self.url(service: "s3", edit: { $0.replacing("a=1", with: "a=2") }), service: "s3")
        #expect(
            error?.message
                == "The request signature we calculated does not match the signature you provided. "
                + "Check your key and signing method.")
        #expect(error?.fields["AWSAccessKeyId"] == SigningFixture.credentials.accessKeyID)
        #expect(error?.fields["CanonicalRequest"]?.hasPrefix("GET\n/bucket/key\n") == true)
        #expect(error?.fields["StringToSignBytes"]?.hasPrefix("41 57 53 34 2d") == true)
    }
}
