import Testing
import Wire

@testable import ServiceLambda

/// Browsers decide by these headers whether a page may read a function's answer.
struct CrossOriginTests {
    private let rules = CrossOriginRules(
        allowCredentials: true, allowHeaders: ["Authorization", "x-own"], allowMethods: ["GET", "POST"],
        allowOrigins: ["https://app.example"], exposeHeaders: ["x-count", "date"], maxAge: 600)

    private func request(_ headers: [String: String], _ method: String = "OPTIONS") -> WireRequest {
        WireRequest(method: method, path: "/", headers: HeaderList(headers.map { .init($0.key, $0.value) }))
    }

    private func lines(_ fields: [HeaderList.Field]) -> [String] { fields.map { "\($0.name): \($0.value)" } }

    @Test func preflight() {
        let fields = rules.preflight(
            request([
                "Origin": "https://app.example", "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization, X-Own",
            ]))
        #expect(
            lines(fields) == [
                "Access-Control-Allow-Origin: https://app.example",
                "Access-Control-Allow-Headers: authorization,x-own", "Vary: Origin",
                "Access-Control-Allow-Methods: GET,POST", "Access-Control-Max-Age: 600",
                "Access-Control-Allow-Credentials: true",
            ])
    }

    @Test(arguments: [
        ("https://evil.example", "GET", ""), ("https://app.example", "DELETE", ""),
        ("https://app.example", "GET", "x-other"), ("https://app.example", "GET", "authorization,x-other"),
    ])
    func refusedPreflights(_ origin: String, _ method: String, _ headers: String) {
        var asked = ["Origin": origin, "Access-Control-Request-Method": method]
        if !headers.isEmpty { asked["Access-Control-Request-Headers"] = headers }
        #expect(rules.preflight(request(asked)).isEmpty)
    }

    @Test func stars() {
        let open = CrossOriginRules(allowHeaders: ["*"], allowMethods: ["*"], allowOrigins: ["*"])
        let fields = open.preflight(
            request([
                "Origin": "https://any.example", "Access-Control-Request-Method": "PUT",
                "Access-Control-Request-Headers": "X-Any",
            ]))
        #expect(
            lines(fields) == [
                "Access-Control-Allow-Origin: *", "Access-Control-Allow-Headers: x-any", "Vary: Origin",
                "Access-Control-Allow-Methods: PUT",
            ])
        var trusting = open
        trusting.allowCredentials = true
        #expect(
            lines(trusting.headers(for: request(["Origin": "https://any.example"], "GET")))
                == [
                    "Access-Control-Allow-Origin: https://any.example", "Vary: Origin",
                    "Access-Control-Allow-Credentials: true",
                ])
    }

    @Test func answers() {
        #expect(
            lines(rules.headers(for: request(["Origin": "https://app.example"], "GET")))
                == [
                    "Access-Control-Allow-Origin: https://app.example", "Vary: Origin",
                    "Access-Control-Expose-Headers: x-count,date", "Access-Control-Allow-Credentials: true",
                ])
        #expect(rules.headers(for: request(["Origin": "https://evil.example"], "GET")).isEmpty)
        #expect(rules.headers(for: request([:], "GET")).isEmpty)
    }
}
