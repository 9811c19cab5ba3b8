internal import Kernel
internal import Wire

/// The server's own pages under `/_martlet/`, for whoever runs it: health, metrics, and the reset of ephemeral servers.
package struct OperatorEndpoints: Sendable {
    static let prefix = "/_martlet/"

    private let metrics: Metrics
    private let isHealthy: @Sendable () async -> Bool
    /// Whether a connection, from the peer's port to ours, comes from a function that runs on this machine.
    private let isFunction: @Sendable (_ peer: Int, _ local: Int) async -> Bool
    /// Empties the server; only an ephemeral one has it.
    private let reset: (@Sendable () async throws -> Void)?

    package init(
        metrics: Metrics,
        isHealthy: @escaping @Sendable () async -> Bool,
        isFunction: @escaping @Sendable (_ peer: Int, _ local: Int) async -> Bool = { _, _ in false },
        reset: (@Sendable () async throws -> Void)?
    ) {
        self.metrics = metrics
        self.isHealthy = isHealthy
        self.isFunction = isFunction
        self.reset = reset
    }

    func answer(
        _ request: WireRequest, from source: Call.Source, over ports: (peer: Int, local: Int)? = nil
    ) async throws -> WireResponse {
        switch (request.method, request.path) {
        case ("GET", "/_martlet/health"), ("HEAD", "/_martlet/health"):
            let isHealthy = await isHealthy()
            return Self.json(isHealthy ? #"{"status":"ok"}"# : #"{"status":"failing"}"#, status: isHealthy ? 200 : 503)
        case ("GET", "/_martlet/metrics"):
            guard await isOperator(request, source, ports) else { return Self.forbidden }
            return Self.text(metrics.exposition())
        case ("POST", "/_martlet/reset"):
            guard let reset, await isOperator(request, source, ports) else { return Self.forbidden }
            try await reset()
            return WireResponse(status: 204)
        default:
            return Self.json(#"{"message":"Not Found"}"#, status: 404)
        }
    }

    /// Whether the caller is a program of this machine that is not one of its functions, which share its loopback.
    private func isOperator(
        _ request: WireRequest, _ source: Call.Source, _ ports: (peer: Int, local: Int)?
    ) async -> Bool {
        guard Self.isLocal(request, source) else { return false }
        guard let ports else { return true }
        return await !isFunction(ports.peer, ports.local)
    }

    /// Whether the caller sits on this machine and no proxy speaks for somebody else.
    private static func isLocal(_ request: WireRequest, _ source: Call.Source) -> Bool {
        let isForwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via", "origin"].contains {
            request.headers[$0] != nil
        }
        guard !isForwarded, let address = source.address else { return false }
        return address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }

    private static let forbidden = json(#"{"message":"Forbidden"}"#, status: 403)

    private static func json(_ body: String, status: Int) -> WireResponse {
        let headers = HeaderList([.init("content-type", "application/json")])
        return WireResponse(status: status, headers: headers, body: Array(body.utf8))
    }

    private static func text(_ body: String) -> WireResponse {
        let headers = HeaderList([.init("content-type", "text/plain; version=0.0.4; charset=utf-8")])
        return WireResponse(status: 200, headers: headers, body: Array(body.utf8))
    }
}
