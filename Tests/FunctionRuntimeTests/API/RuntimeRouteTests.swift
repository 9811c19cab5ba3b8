import Testing

@testable import FunctionRuntime

/// Unmodified runtime clients know these paths by heart.
struct RuntimeRouteTests {
    @Test(
        "paths and methods are the Runtime API's",
        arguments: [
            ("GET", "/2018-06-01/runtime/invocation/next", RuntimeRoute.next),
            ("POST", "/2018-06-01/runtime/invocation/abc/response", .response(requestID: "abc")),
            ("POST", "/2018-06-01/runtime/invocation/abc/error", .error(requestID: "abc")),
            ("POST", "/2018-06-01/runtime/init/error", .initError),
            ("GET", "/2018-06-01/runtime/init/error", .wrongMethod),
            ("POST", "/2018-06-01/runtime/invocation/next", .wrongMethod),
            ("GET", "/2018-06-01/runtime/invocation/a/b/c", .unknown),
            ("GET", "/2020-01-01/extension/register", .unknown),
            ("GET", "/", .unknown),
        ])
    func routes(method: String, path: String, route: RuntimeRoute) {
        #expect(RuntimeRoute(method, path) == route)
    }

    @Test("no value ends its header")
    func injection() {
        #expect(RuntimeReply.value("{\"a\":\r\n1}") == "{\"a\":  1}")
    }

    @Test("trailers carry base64", arguments: [("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc")])
    func trailer(text: String, decoded: String) {
        #expect(Trailer.decode(text) == Array(decoded.utf8))
        #expect(Trailer.decode("*") == nil)
    }
}
