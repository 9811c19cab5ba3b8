import Testing

@testable import Wire

/// What is signed here verifies here whatever the request looks like, and nothing else does.
struct SigningRoundTripTests {
    @Test(arguments: ["sts", "s3"])
    func randomRequests(_ service: String) throws {
        var random = SigningRandom(seed: SigningFixture.seed("random requests to \(service)"))
        for round in 0..<2000 {
            var credentials = SigningFixture.credentials
            credentials.sessionToken = Bool.random(using: &random) ? nil : "token/+=" + String(round)
            let signer = Signer(credentials: credentials, region: "eu-west-1", service: service)
            var request = random.request()
            let now = SigningFixture.august2015
            if Bool.random(using: &random) {
                signer.sign(&request, at: now)
            } else {
                signer.presign(&request, at: now, for: 60)
            }
            request.headers.fields.shuffleKeepingRepeats(using: &random)
            #expect(try RequestSignature.parse(request)?.sessionToken == credentials.sessionToken)
            #expect(throws: Never.self, "round \(round): \(request)") {
                try SigningFixture.verify(request, at: now, region: "eu-west-1", service: service)
            }
            var other = credentials
            other.secretAccessKey += "x"
            #expect(throws: SignatureFault.self) {
                try SigningFixture.verify(request, credentials: other, at: now, service: service)
            }
            request.method = "PATCH"
            #expect(throws: SignatureFault.self) { try SigningFixture.verify(request, at: now, service: service) }
        }
    }

    @Test("A tampered part is noticed", arguments: ["sts", "s3"])
    func tampering(_ service: String) {
        let now = SigningFixture.august2015
        var original = WireRequest(
            method: "POST", path: "/path", query: "a=1",
            headers: .init([.init("Host", "h"), .init("X-Amz-Target", "T")]), body: Array("body".utf8))
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: service).sign(&original, at: now)
        let edits: [(inout WireRequest) -> Void] = [
            { $0.path += "x" }, { $0.query += "&b=2" }, { $0.query += "&X-Amz-Signature=1" }, { $0.body.append(0) },
            { $0.headers.fields[0].value = "other" }, { $0.headers.fields[1].value = "U" },
            { $0.headers.append("x-amz-target", "U") }, { $0.headers.append("Host", "h") },
            { $0.headers.fields[$0.headers.fields.count - 1].value.removeLast() },
            { $0.headers.fields[$0.headers.fields.count - 1].value.append("0") },
        ]
        for (index, edit) in edits.enumerated() {
            var request = original
            edit(&request)
            #expect(throws: SignatureFault.self, "edit \(index)") {
                try SigningFixture.verify(request, at: now, service: service)
            }
        }
    }

    @Test(
        "Clients and proxies differ on the default port",
        arguments: [
            ("example.com:443", "example.com", true), ("example.com", "example.com:443", true),
            ("example.com:80", "example.com", true), ("[::1]", "[::1]:80", true),
            ("example.com:8080", "example.com", false),
            ("example.com", "example.com:8080", false), ("example.com", "example.org", false),
        ])
    func defaultPort(_ signed: String, _ sent: String, _ isAccepted: Bool) {
        let now = SigningFixture.august2015
        var request = WireRequest(method: "GET", path: "/", headers: .init([.init("Host", signed)]))
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "sts").sign(&request, at: now)
        request.headers.fields[0].value = sent
        let fault = SigningFixture.fault { () throws(SignatureFault) in
            try SigningFixture.verify(request, at: now, service: "sts")
        }
        #expect((fault == nil) == isAccepted)
    }

    @Test(
        "Parameters of the header come in any order and with any spacing",
        arguments: [
            "AWS4-HMAC-SHA256 Credential=%c, SignedHeaders=%h, Signature=%s",
            "AWS4-HMAC-SHA256 Credential=%c,SignedHeaders=%h,Signature=%s",
            "AWS4-HMAC-SHA256 Signature=%s,   SignedHeaders=%h ,Credential=%c",
            "AWS4-HMAC-SHA256  SignedHeaders=%h Signature=%s Credential=%c",
            "  AWS4-HMAC-SHA256\tCredential=%c/, Extra=1, SignedHeaders=%r, Signature=%s",
        ])
    func spacing(_ template: String) throws {
        let now = SigningFixture.august2015
        var request = WireRequest(method: "GET", path: "/", headers: .init([.init("Host", "h")]))
        let signed = Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "sts")
            .sign(&request, at: now)
        request.headers.fields[request.headers.fields.count - 1].value =
            template
            .replacing("%c", with: "\(SigningFixture.credentials.accessKeyID)/20150830/us-east-1/sts/aws4_request")
            .replacing("%h", with: "host;x-amz-date").replacing("%r", with: "X-Amz-Date;Host")
            .replacing("%s", with: signed.signature)
        try SigningFixture.verify(request, at: now, service: "sts")
    }

    @Test("A Date header does where there is no X-Amz-Date, as botocore may send it")
    func dateHeader() throws {
        let now = SigningFixture.august2015
        let date = "Sun, 30 Aug 2015 12:36:00 -0000"
        var request = WireRequest(method: "GET", path: "/", headers: .init([.init("Host", "h"), .init("Date", date)]))
        let scope = CredentialScope(date: "20150830", region: "us-east-1", service: "sts")
        let text = CanonicalRequest(
            request, signedHeaders: ["date", "host"], payload: SigningText.emptyHash, rules: .standard,
            omitsSignature: false
        ).stringToSign(date: "20150830T123600Z", scope: scope)
        let key = SigningKey(secretAccessKey: SigningFixture.credentials.secretAccessKey, scope: scope)
        request.headers.append(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=A/\(scope), SignedHeaders=date;host, "
                + "Signature=\(SigningText.string(key.signature(of: text)))")
        try SigningFixture.verify(request, at: now, service: "sts")
    }
}

extension [HeaderList.Field] {
    /// Shuffles the lines, but keeps those of one name in their order, which is part of what is signed.
    fileprivate mutating func shuffleKeepingRepeats(using random: inout SigningRandom) {
        var groups: [String: [HeaderList.Field]] = [:]
        for field in self { groups[field.name.lowercased(), default: []].append(field) }
        self = groups.values.sorted { $0[0].name < $1[0].name }.shuffled(using: &random).flatMap { $0 }
    }
}
