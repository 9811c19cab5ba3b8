internal import Synchronization
package import Wire

/// How one service calls another's operation: without HTTP, but validated and authorized as every call is.
///
/// The services are installed once, after all have been made; a call before that is a mistake of composition.
package final class InProcessClient: Sendable {
    /// Services by name, and the operations of those that were called, by theirs: most are never called from inside.
    private struct Directory {
        var services: [String: any Service] = [:]
        var operations: [String: [String: any Operation]] = [:]

        mutating func operation(_ descriptor: OperationDescriptor) -> (any Operation)? {
            let service = descriptor.service.name
            if let known = operations[service] { return known[descriptor.name] }
            let pairs = services[service]?.operations.map { (InProcessClient.name(of: $0), $0) } ?? []
            operations[service] = Dictionary(pairs) { first, _ in first }
            return operations[service]?[descriptor.name]
        }
    }

    private let directory = Mutex(Directory())
    private let authorizer: Authorizer

    package init(authorizer: Authorizer) {
        self.authorizer = authorizer
    }

    /// Makes the operations of these services callable.
    package func install(_ services: [any Service]) {
        directory.withLock { directory in
            for service in services {
                directory.services[service.descriptor.name] = service
                directory.operations[service.descriptor.name] = nil
            }
        }
    }

    /// Runs an operation as a principal, in the circumstances of the call that made it necessary.
    ///
    /// - Parameter sourceARN: the resource on whose behalf a service principal calls.
    /// Throws `ServiceError` just as a caller from outside would meet it, `AccessDenied` among them.
    package func call<Model: ModelOperation>(
        _ model: Model.Type,
        _ input: Model.Input,
        as principal: Principal,
        for sourceARN: String? = nil,
        in call: Call
    ) async throws -> Model.Output {
        let found = directory.withLock { $0.operation(Model.descriptor) }
        guard let operation = found as? any Operation<Model> else {
            preconditionFailure("\(Model.descriptor.service.name):\(Model.descriptor.name) is not installed")
        }
        var inner = call
        inner.principal = principal
        inner.sourceARN = sourceARN
        inner.account = principal.account ?? call.account
        try InputValidation.check(input, missing: [], for: Model.descriptor.service)
        try await authorizer.authorize(try await operation.permissions(for: input, in: inner), in: inner)
        return try await operation.run(input, in: inner)
    }

    private static func name<O: Operation>(of operation: O) -> String {
        O.Model.descriptor.name
    }
}
