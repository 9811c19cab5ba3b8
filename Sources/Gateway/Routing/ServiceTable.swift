package import Kernel
internal import Synchronization
internal import Wire

/// Which operation a request means, out of all that this server serves.
package struct ServiceTable: Sendable {
    /// The service that a request means, with its operation or the error that says that there is none such.
    struct Target: Sendable {
        var service: ServiceDescriptor
        var operation: Result<any Operation, ServiceError>
    }

    /// One service; its operations are laid out when it is first called, since a server seldom uses all services.
    private final class Entry: Sendable {
        let descriptor: ServiceDescriptor
        private let service: any Kernel.Service
        private let layout = AtomicLazyReference<Layout>()

        init(_ service: any Kernel.Service) {
            self.service = service
            descriptor = service.descriptor
        }

        /// Two threads that come first at the same time make two layouts, of which one is kept.
        var operations: Layout { layout.load() ?? layout.storeIfNil(Layout(service.operations)) }
    }

    /// The operations of one service by name.
    private final class Layout: Sendable {
        private let router: OperationRouter
        private let operations: [String: any Operation]

        init(_ served: [any Operation]) {
            var operations: [String: any Operation] = [:]
            let descriptors = served.map { operation in
                let descriptor = ServiceTable.descriptor(of: operation)
                operations[descriptor.name] = operation
                return descriptor
            }
            router = OperationRouter(descriptors)
            self.operations = operations
        }

        func operation(for request: WireRequest) throws(ServiceError) -> any Operation {
            let descriptor = try router.operation(for: request)
            guard let operation = operations[descriptor.name] else {
                preconditionFailure("\(descriptor.name) is routed but not installed")
            }
            return operation
        }
    }

    private let entries: [Entry]
    private let bySigningName: [String: Int]
    private let byTargetPrefix: [String: Int]
    private let byVersion: [String: Int]

    package init(services: [any Kernel.Service]) {
        entries = services.map { Entry($0) }
        bySigningName = Self.index(entries, by: \.signingName)
        byTargetPrefix = Self.index(entries, by: \.targetPrefix)
        byVersion = Self.index(entries) { $0.wireProtocol == .query ? $0.apiVersion : "" }
    }

    private static func index(_ entries: [Entry], by key: (ServiceDescriptor) -> String) -> [String: Int] {
        let pairs = entries.enumerated().map { (key($0.element.descriptor), $0.offset) }.filter { !$0.0.isEmpty }
        return Dictionary(pairs) { first, _ in first }
    }

    static func descriptor<O: Operation>(of operation: O) -> OperationDescriptor {
        O.Model.descriptor
    }

    /// Finds the service by target, else by the signature's scope, host, or the query protocol's version; then the
    /// operation. `nil` where no service here is meant.
    func target(of request: WireRequest, signingName: String?) -> Target? {
        guard let entry = entry(for: request, signingName: signingName) else { return nil }
        do {
            return Target(
                service: entry.descriptor, operation: .success(try entry.operations.operation(for: request)))
        } catch {
            return Target(service: entry.descriptor, operation: .failure(error))
        }
    }

    /// The protocol that a request most likely speaks, by its head alone.
    func wireProtocol(of head: WireRequest) -> WireProtocol {
        // Plain JSON is anybody's; only its signature tells whose.
        if let stated = head.statedProtocol, stated != .restJSON { return stated }
        let signature = try? RequestSignature.parse(head)
        let service = signature.flatMap { bySigningName[$0.scope.service] }.map { entries[$0].descriptor }
        return service?.wireProtocol ?? .restXML
    }

    private func entry(for request: WireRequest, signingName: String?) -> Entry? {
        let target = request.headers["x-amz-target"].flatMap { $0.split(separator: ".").first }
        if let target, let index = byTargetPrefix[String(target)] { return entries[index] }
        if let signingName { return bySigningName[signingName].map { entries[$0] } }
        if let host = request.headers["host"]?.split(separator: ".").first, let index = bySigningName[String(host)] {
            return entries[index]
        }
        return Self.version(in: request).flatMap { byVersion[$0] }.map { entries[$0] }
    }

    /// The value of `Version` in a query-protocol request, read without decoding the rest.
    private static func version(in request: WireRequest) -> String? {
        let prefix = Array("Version=".utf8)
        for pairs in [request.body.split(separator: 0x26), Array(request.query.utf8).split(separator: 0x26)] {
            if let pair = pairs.first(where: { $0.starts(with: prefix) }) {
                return String(decoding: pair.dropFirst(prefix.count), as: UTF8.self)
            }
        }
        return nil
    }
}
