/// Finds the operation that a request calls: by `X-Amz-Target`, by `Action`, or by method and path.
package struct OperationRouter: Sendable {
    private let byName: [String: OperationDescriptor]
    /// For the REST protocols, the operations of each method, the most precise template first.
    private let byMethod: [String: [(template: URITemplate, operation: OperationDescriptor)]]
    private let service: ServiceDescriptor?

    /// Knows the operations of one service.
    package init(_ operations: [OperationDescriptor]) {
        var byName: [String: OperationDescriptor] = [:]
        var byMethod: [String: [(template: URITemplate, operation: OperationDescriptor)]] = [:]
        for operation in operations {
            byName[operation.name] = operation
            byMethod[operation.method, default: []].append((URITemplate(operation.uri), operation))
        }
        self.byName = byName
        self.byMethod = byMethod.mapValues { candidates in
            candidates.sorted { Self.precision($0.template, $0.operation) > Self.precision($1.template, $1.operation) }
        }
        self.service = operations.first?.service
    }

    private static func precision(_ template: URITemplate, _ operation: OperationDescriptor) -> Int {
        template.precision + 5 * (operation.requiredQuery.count + operation.requiredHeaders.count)
    }

    /// The operation, or the error that AWS answers where there is none.
    package func operation(for request: WireRequest) throws(ServiceError) -> OperationDescriptor {
        guard let service else { throw Self.unknown(status: 404) }
        switch service.wireProtocol {
        case .json10, .json11: return try target(request, service)
        case .query: return try action(request, service)
        case .restJSON, .restXML: return try path(request, service)
        }
    }

    private func target(_ request: WireRequest, _ service: ServiceDescriptor) throws(ServiceError)
        -> OperationDescriptor
    {
        guard let target = request.headers["X-Amz-Target"], let dot = target.lastIndex(of: "."),
            target[..<dot] == service.targetPrefix, let operation = byName[String(target[target.index(after: dot)...])]
        else { throw Self.unknown(status: 400) }
        return operation
    }

    private func action(_ request: WireRequest, _ service: ServiceDescriptor) throws(ServiceError)
        -> OperationDescriptor
    {
        let names: (one: String?, other: String?)
        do {
            let form = request.body.isEmpty ? Array(request.query.utf8) : request.body
            names = try FormFields.first("Action", "Version", in: form)
        } catch {
            throw ServerCodec.refusal(error, service.wireProtocol, service: service.name)
        }
        guard let action = names.one else {
            throw ServiceError(
                code: "MissingAction", status: 400, message: "The request is missing an action or a required parameter."
            )
        }
        let version = names.other ?? service.apiVersion
        guard let operation = byName[action], version == service.apiVersion else {
            throw ServiceError(
                code: "InvalidAction", status: 400, message: "Could not find operation \(action) for version \(version)"
            )
        }
        return operation
    }

    private func path(_ request: WireRequest, _ service: ServiceDescriptor) throws(ServiceError) -> OperationDescriptor
    {
        let query = (try? FormFields(request.query.utf8))?.fields ?? []
        let fitting = (byMethod[request.method] ?? []).filter { candidate in
            candidate.template.matches(query: query) && candidate.template.labels(in: request.path) != nil
        }
        // The one that lacks nothing goes first; one that lacks something is still meant where no other fits.
        let complete = fitting.first { candidate in
            candidate.operation.requiredQuery.allSatisfy { name in query.contains { $0.name == name } }
                && candidate.operation.requiredHeaders.allSatisfy { request.headers[$0] != nil }
        }
        if let found = complete ?? fitting.first { return found.operation }
        if service.name == "s3" {
            throw ServiceError(
                code: "MethodNotAllowed",
                status: 405,
                message: "The specified method is not allowed against this resource."
            )
        }
        throw Self.unknown(status: 404)
    }

    private static func unknown(status: Int) -> ServiceError {
        ServiceError(code: "UnknownOperationException", status: status, message: "The operation is not known.")
    }
}
