import Wire

/// What a function URL's CORS rules add to answers.
///
/// Source: answers of AWS as "AWS Lambda Function URL with CORS explained by example" records them; the function's own
/// headers stay beside these, as there.
extension CrossOriginRules {
    /// Whether the request is answered by the rules alone, without the function.
    static func isPreflight(_ request: WireRequest) -> Bool { request.method == "OPTIONS" }

    /// The headers of the answer to a browser that asks before it sends its request.
    ///
    /// A request that the rules do not admit gets an answer without any of them, from which browsers know.
    func preflight(_ request: WireRequest) -> [HeaderList.Field] {
        guard let origin = admittedOrigin(of: request),
            let method = request.headers["access-control-request-method"],
            let methods = allowed(method, by: allowMethods),
            let headers = allowedHeaders(asked: request.headers["access-control-request-headers"])
        else { return [] }
        var fields: [HeaderList.Field] = [.init("Access-Control-Allow-Origin", origin)]
        if !headers.isEmpty { fields.append(.init("Access-Control-Allow-Headers", headers)) }
        fields.append(.init("Vary", "Origin"))
        fields.append(.init("Access-Control-Allow-Methods", methods))
        if let maxAge, maxAge > 0 { fields.append(.init("Access-Control-Max-Age", String(maxAge))) }
        return fields + credentials
    }

    /// The headers that go with the function's answer.
    func headers(for request: WireRequest) -> [HeaderList.Field] {
        guard let origin = admittedOrigin(of: request) else { return [] }
        var fields: [HeaderList.Field] = [.init("Access-Control-Allow-Origin", origin), .init("Vary", "Origin")]
        if let exposeHeaders, !exposeHeaders.isEmpty {
            fields.append(.init("Access-Control-Expose-Headers", exposeHeaders.joined(separator: ",")))
        }
        return fields + credentials
    }

    private var credentials: [HeaderList.Field] {
        allowCredentials == true ? [.init("Access-Control-Allow-Credentials", "true")] : []
    }

    private func admittedOrigin(of request: WireRequest) -> String? {
        guard let origin = request.headers["origin"], let allowOrigins else { return nil }
        if allowOrigins.contains(where: { $0.isEqualIgnoringASCIICase(origin) }) { return origin }
        guard allowOrigins.contains("*") else { return nil }
        // Browsers take no star where credentials are sent.
        return allowCredentials == true ? origin : "*"
    }

    private func allowed(_ method: String, by methods: [String]?) -> String? {
        guard let methods else { return nil }
        if methods.contains("*") { return method }
        return methods.contains(method) ? methods.joined(separator: ",") : nil
    }

    /// `nil` where a header is asked for that is not allowed; empty where none is asked for.
    private func allowedHeaders(asked: String?) -> String? {
        let names = (asked ?? "").split(separator: ",").map { $0.filter { $0 != " " }.lowercased() }
        guard !names.isEmpty else { return "" }
        guard let allowHeaders else { return nil }
        if allowHeaders.contains("*") { return names.joined(separator: ",") }
        let allowed = allowHeaders.map { $0.lowercased() }
        return names.allSatisfy(allowed.contains) ? allowed.joined(separator: ",") : nil
    }
}
