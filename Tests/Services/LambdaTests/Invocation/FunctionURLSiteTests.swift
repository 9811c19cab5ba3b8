import IAMPolicy
import Kernel
import LambdaModel
import Synchronization
import Testing
import Wire

@testable import ServiceLambda

/// A function's address must admit whom its policies admit, and answer as AWS's does.
struct FunctionURLSiteTests {
    /// A site with a function `f` behind it, and the host at which it answers.
    private struct House {
        let room: InvocationRoom
        let site: FunctionURLSite
        let host: String

        func request(_ method: String = "GET", _ headers: [String: String] = [:], body: String = "") -> WireRequest {
            var list = HeaderList([.init("Host", host)])
            for (name, value) in headers { list.append(name, value) }
            return WireRequest(method: method, path: "/", headers: list, body: Array(body.utf8))
        }

        /// As the gateway goes about it; refusals are spelt by the site.
        func answer(_ request: WireRequest, as principal: Principal = .anonymous) async throws -> WireResponse {
            var call = room.call(as: principal)
            do {
                let place = try await site.place(of: request)
                call.account = place.account
                if place.signingName == nil { call.principal = .anonymous }
                let authorizer = Authorizer(
                    policies: NamedGrants(texts: ["app": InvocationRoom.everything, "u": InvocationRoom.everything]))
                try await authorizer.authorize(try await site.permissions(for: request, in: call), in: call)
                return try await site.respond(to: request, in: call)
            } catch let error as ServiceError {
                return site.refusal(for: error, requestID: call.requestID)
            }
        }

        func admitAll(_ authType: String = "NONE", qualifier: String = "") async throws {
            try await room.admit("*", to: "f", qualifier: qualifier, action: "lambda:InvokeFunctionUrl") {
                $0.urlAuthType = authType
            }
            try await room.admit("*", to: "f", qualifier: qualifier) { $0.viaURL = true }
        }
    }

    private func house(
        _ authType: FunctionUrlAuthType = .none, _ change: (inout CreateFunctionUrlConfigRequest) -> Void = { _ in }
    ) async throws -> House {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        var input = CreateFunctionUrlConfigRequest(functionName: "f", authType: authType)
        change(&input)
        let url = try await room.run(LambdaModel.CreateFunctionUrlConfig.self, input).functionUrl
        let host = String(url.dropFirst("http://".count).dropLast())
        return House(room: room, site: FunctionURLSite(engine: room.engine), host: host)
    }

    private func text(_ response: WireResponse) -> String { String(decoding: response.body, as: UTF8.self) }

    private static let forbidden = """
        {"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: \
        https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}
        """

    @Test func answersPublicly() async throws {
        let house = try await house()
        try await house.admitAll()
        house.room.runner.script { _, _ in
            FunctionOutcome(payload: Array(#"{"statusCode":201,"headers":{"x":"y"},"body":"made"}"#.utf8))
        }
        #expect(house.site.answers(host: String(house.host.prefix { $0 != ":" }), path: "/"))
        let response = try await house.answer(house.request("POST", ["Content-Type": "text/plain"], body: "hello"))
        #expect((response.status, text(response)) == (201, "made"))
        #expect(response.headers["x"] == "y")
        #expect(response.headers["x-amzn-RequestId"] == "request-1")
        let event = try Document(json: try #require(house.room.runner.invocations.first).payload)
        #expect(event["body"]?.text == "hello")
        #expect(event["requestContext"]?["accountId"]?.text == "anonymous")
    }

    /// Since October 2025 one permission is not enough.
    @Test(arguments: [0, 1, 2])
    func bothPermissionsAreNeeded(_ missing: Int) async throws {
        let house = try await house()
        if missing != 0 {
            try await house.room.admit("*", to: "f", action: "lambda:InvokeFunctionUrl") { $0.urlAuthType = "NONE" }
        }
        if missing != 1 { try await house.room.admit("*", to: "f") { $0.viaURL = true } }
        let response = try await house.answer(house.request())
        #expect((response.status == 200) == (missing == 2))
        if missing != 2 {
            #expect((response.status, text(response)) == (403, Self.forbidden))
            #expect(response.headers["x-amzn-ErrorType"] == "AccessDeniedException")
        }
    }

    /// A statement for public URLs admits nobody to one that is not public.
    @Test func authTypesOfStatementsCount() async throws {
        let house = try await house()
        try await house.admitAll("AWS_IAM")
        #expect(try await house.answer(house.request()).status == 403)
    }

    @Test func statementsForURLsAdmitToURLsOnly() async throws {
        let house = try await house()
        try await house.admitAll()
        let stranger = try house.room.user("stranger", in: "210987654321")
        let refusal = await house.room.refusal(
            LambdaModel.Invoke.self, .init(functionName: InvocationRoom.arn + "f"), as: stranger)
        #expect(refusal.contains("not authorized"))
    }

    @Test func signedURLs() async throws {
        let house = try await house(.awsIam)
        #expect(try await house.site.place(of: house.request()).signingName == "lambda")
        let user = try house.room.user("u")
        let signed = house.request(
            "GET", ["Authorization": "AWS4-HMAC-SHA256 Credential=AKIAu/20261122/eu-central-1/lambda/aws4_request, …"])
        #expect(try await house.answer(signed, as: user).status == 200)
        let event = try Document(json: try #require(house.room.runner.invocations.first).payload)
        let iam = try #require(event["requestContext"]?["authorizer"]?["iam"])
        #expect(iam["accessKey"]?.text == "AKIAu")
        #expect(iam["userArn"]?.text == "arn:aws:iam::123456789012:user/u")
        #expect(iam["userId"]?.text == "AIDAu")
        #expect(try await house.answer(house.request(), as: try house.room.user("nobody")).status == 403)
        // Somebody of another account, whose own policies allow everything, needs the function's leave too.
        let guest = try house.room.user("u", in: "210987654321")
        #expect(try await house.answer(signed, as: guest).status == 403)
        try await house.room.admit("210987654321", to: "f", action: "lambda:InvokeFunctionUrl")
        try await house.room.admit("210987654321", to: "f")
        #expect(try await house.answer(signed, as: guest).status == 200)
    }

    @Test func aliasesHaveTheirOwnAddressAndPolicy() async throws {
        let house = try await house()
        try await house.room.alias("live", of: "f", to: 1)
        let url = try await house.room.run(
            LambdaModel.CreateFunctionUrlConfig.self, .init(functionName: "f", qualifier: "live", authType: .none))
        let live = House(
            room: house.room, site: house.site, host: String(url.functionUrl.dropFirst("http://".count).dropLast()))
        #expect(live.host != house.host)
        try await live.admitAll(qualifier: "live")
        #expect(try await live.answer(live.request()).status == 200)
        #expect(house.room.runner.functions.first?.version == "1")
        #expect(try await house.answer(house.request()).status == 403)
    }

    @Test func unknownAddresses() async throws {
        let house = try await house()
        let host = "\(String(repeating: "a", count: 32)).lambda-url.eu-central-1.localhost"
        let request = WireRequest(method: "GET", path: "/", headers: HeaderList([.init("Host", host)]))
        #expect(try await house.answer(request).status == 403)
        // The label of another region is no address either.
        let elsewhere = house.host.replacing("eu-central-1", with: "us-east-1")
        let moved = WireRequest(method: "GET", path: "/", headers: HeaderList([.init("Host", elsewhere)]))
        #expect(try await house.answer(moved).status == 403)
        try await house.admitAll()
        _ = try await house.room.run(LambdaModel.DeleteFunctionUrlConfig.self, .init(functionName: "f"))
        #expect(try await house.answer(house.request()).status == 403)
    }

    @Test func failuresAndRefusals() async throws {
        let house = try await house()
        try await house.admitAll()
        house.room.runner.script { _, _ in FunctionOutcome(payload: Array("{}".utf8), failure: .unhandled) }
        let failed = try await house.answer(house.request())
        #expect((failed.status, text(failed)) == (502, "Internal Server Error"))
        house.room.runner.script { _, _ in throw FunctionRunnerFault.exhausted }
        let throttled = try await house.answer(house.request())
        #expect(throttled.status == 429)
        #expect(throttled.headers["Retry-After"] == "1")
        let large = house.request("POST", body: String(repeating: "x", count: 6 << 20))
        #expect(try await house.answer(large).status == 413)
    }

    @Test func browsersAskFirst() async throws {
        let house = try await house(.awsIam) {
            $0.cors = Cors(allowMethods: ["GET"], allowOrigins: ["https://app.example"])
        }
        let headers = ["Origin": "https://app.example", "Access-Control-Request-Method": "GET"]
        #expect(try await house.site.place(of: house.request("OPTIONS", headers)).signingName == nil)
        let response = try await house.answer(house.request("OPTIONS", headers))
        #expect((response.status, text(response)) == (200, ""))
        #expect(response.headers["Access-Control-Allow-Origin"] == "https://app.example")
        #expect(house.room.runner.invocations.isEmpty)
        let answer = try await house.answer(
            house.request("GET", ["Origin": "https://app.example"]), as: try house.room.user("u"))
        #expect(answer.headers["Access-Control-Allow-Origin"] == "https://app.example")
    }

    /// Without rules of its own the function answers browsers itself.
    @Test func optionsReachTheFunctionWithoutRules() async throws {
        let house = try await house()
        try await house.admitAll()
        _ = try await house.answer(house.request("OPTIONS", ["Origin": "https://app.example"]))
        #expect(house.room.runner.invocations.count == 1)
    }

    private func streamed(
        _ parts: [FunctionStreamPart], _ outcome: FunctionOutcome = FunctionOutcome(payload: [])
    ) async throws -> (response: WireResponse, body: String, isWhole: Bool) {
        let house = try await house { $0.invokeMode = .responseStream }
        try await house.admitAll()
        house.room.runner.stream(parts)
        house.room.runner.script { _, _ in outcome }
        let response = try await house.answer(house.request())
        let body = Mutex(response.body)
        do {
            try await response.stream?.write { part in body.withLock { $0 += part } }
            return (response, body.withLock { String(decoding: $0, as: UTF8.self) }, true)
        } catch {
            return (response, body.withLock { String(decoding: $0, as: UTF8.self) }, false)
        }
    }

    @Test func streamsWithAHead() async throws {
        let head = Array(#"{"statusCode":202,"headers":{"Content-Type":"text/html"},"cookies":["a=1"]}"#.utf8)
        let result = try await streamed([
            .head(contentType: "application/vnd.awslambda.http-integration-response"),
            .bytes(head + [0, 0, 0]), .bytes([0, 0, 0, 0, 0] + Array("one ".utf8)), .bytes(Array("two".utf8)),
        ])
        #expect((result.response.status, result.body, result.isWhole) == (202, "one two", true))
        #expect(result.response.headers["Content-Type"] == "text/html")
        #expect(result.response.headers["Set-Cookie"] == "a=1")
    }

    @Test func streamsWithoutAHead() async throws {
        let result = try await streamed([
            .head(contentType: "text/event-stream"), .bytes(Array("one ".utf8)), .bytes(Array("two".utf8)),
        ])
        #expect((result.response.status, result.body) == (200, "one two"))
        #expect(result.response.headers["Content-Type"] == "text/event-stream")
    }

    @Test func failuresBeforeAndWithinAStream() async throws {
        let failure = FunctionOutcome(payload: [], failure: .unhandled)
        #expect(try await streamed([], failure).response.status == 502)
        let cut = try await streamed([.head(contentType: "text/plain"), .bytes(Array("one".utf8))], failure)
        #expect((cut.response.status, cut.body, cut.isWhole) == (200, "one", false))
        let headless = [FunctionStreamPart.head(contentType: StreamPrelude.contentType), .bytes(Array("{".utf8))]
        #expect(try await streamed(headless).response.status == 502)
    }
}
