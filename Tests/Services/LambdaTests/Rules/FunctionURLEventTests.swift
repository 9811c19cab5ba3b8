import Kernel
import Testing
import Wire

@testable import ServiceLambda

/// Functions written for AWS read these members.
struct FunctionURLEventTests {
    private func event(
        _ change: (inout FunctionURLEvent) -> Void = { _ in }
    ) throws -> (text: String, document: Document) {
        var event = FunctionURLEvent(
            request: WireRequest(
                method: "GET", path: "/a%20b/c",
                headers: HeaderList([.init("Host", "label.lambda-url.eu-central-1.localhost:4566")])),
            label: "label",
            source: .init(address: "192.0.2.7"),
            requestID: "id",
            traceID: "Root=1-0-0",
            time: Timestamp(milliseconds: 1_573_755_365_060)
        )
        change(&event)
        let json = event.json
        return (String(decoding: json, as: UTF8.self), try Document(json: json))
    }

    @Test func wholeEvent() throws {
        let text = try event {
            $0.request.query = "a=1&a=2&b=x%2By+z&c"
            $0.request.headers.append("X-Many", "1")
            $0.request.headers.append("x-many", "2")
            $0.request.headers.append("Cookie", "one=1; two=2")
            $0.request.headers.append("User-Agent", "curl")
            $0.request.headers.append("Connection", "keep-alive")
            $0.request.headers.append("Authorization", "mine")
        }.text
        #expect(
            text == """
                {"version":"2.0","routeKey":"$default","rawPath":"/a%20b/c","rawQueryString":"a=1&a=2&b=x%2By+z&c",\
                "cookies":["one=1","two=2"],"headers":{"host":"label.lambda-url.eu-central-1.localhost:4566",\
                "x-many":"1,2","user-agent":"curl","authorization":"mine","x-amzn-trace-id":"Root=1-0-0",\
                "x-forwarded-proto":"http","x-forwarded-port":"4566","x-forwarded-for":"192.0.2.7"},\
                "queryStringParameters":{"a":"1,2","b":"x+y z","c":""},"requestContext":{"accountId":"anonymous",\
                "apiId":"label","domainName":"label.lambda-url.eu-central-1.localhost","domainPrefix":"label",\
                "http":{"method":"GET","path":"/a%20b/c","protocol":"HTTP/1.1","sourceIp":"192.0.2.7",\
                "userAgent":"curl"},"requestId":"id","routeKey":"$default","stage":"$default",\
                "time":"14/Nov/2019:18:16:05 +0000","timeEpoch":1573755365060},"isBase64Encoded":false}
                """)
    }

    @Test(arguments: [
        ("text/plain", "hé", "hé", false), ("application/json; charset=utf-8", "{}", "{}", false),
        ("application/xml", "<a/>", "<a/>", false), ("application/javascript", "1", "1", false),
        ("application/x-www-form-urlencoded", "a=1", "YT0x", true), ("", "a", "YQ==", true),
        ("application/octet-stream", "a", "YQ==", true),
    ])
    func bodies(_ type: String, _ body: String, _ expected: String, _ isEncoded: Bool) throws {
        let document = try event {
            if !type.isEmpty { $0.request.headers.append("Content-Type", type) }
            $0.request.body = Array(body.utf8)
        }.document
        #expect(document["body"]?.text == expected)
        #expect(document["isBase64Encoded"]?.isTrue == isEncoded)
    }

    /// What claims to be text and is none must not reach the function spoilt.
    @Test func brokenTextIsEncoded() throws {
        let document = try event {
            $0.request.headers.append("Content-Type", "text/plain")
            $0.request.body = [0xFF, 0xFE]
        }.document
        #expect(document["body"]?.text == "//4=")
        #expect(document["isBase64Encoded"]?.isTrue == true)
    }

    @Test func namesWhoSigned() throws {
        let document = try event {
            $0.request.headers.append("Authorization", "AWS4-HMAC-SHA256 …")
            $0.signer = .init(
                accessKeyID: "AKIA1", account: "111122223333", arn: "arn:aws:iam::111122223333:user/u", userID: "AIDA1")
        }.document
        let context = try #require(document["requestContext"])
        #expect(context["accountId"]?.text == "111122223333")
        #expect(
            String(decoding: try #require(context["authorizer"]).json, as: UTF8.self) == """
                {"iam":{"accessKey":"AKIA1","accountId":"111122223333","callerId":"AIDA1","cognitoIdentity":null,\
                "principalOrgId":null,"userArn":"arn:aws:iam::111122223333:user/u","userId":"AIDA1"}}
                """)
        #expect(document["headers"]?["authorization"] == nil)
    }

    @Test func withoutAgentItIsNull() throws {
        let document = try event().document
        #expect(document["requestContext"]?["http"]?["userAgent"] == .null)
        #expect(document["body"] == nil)
        #expect(document["queryStringParameters"] == nil)
    }
}
