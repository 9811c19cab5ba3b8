internal import Kernel
internal import Logging
internal import Wire

/// Decodes, validates, authorizes, runs and encodes: the part of a request's life that knows its operation's types.
struct Perform: Sendable {
    let authorizer: Authorizer
    let defaultRegion: Region
    let defaultAccount: @Sendable () -> AccountID
    let logger: Logger

    func callAsFunction(_ exchange: Exchange) async throws -> WireResponse {
        if let site = exchange.site { return try await respond(site, exchange) }
        guard let target = exchange.target else { throw ServiceError.unknownService }
        return try await perform(try target.operation.get(), exchange)
    }

    private func perform<O: Operation>(_ operation: O, _ exchange: Exchange) async throws -> WireResponse {
        let call = call(for: exchange)
        let service = O.Model.descriptor.service
        let codec = ServerCodec(service.wireProtocol)
        let decoded = try codec.decodeInput(O.Model.self, from: exchange.request)
        try InputValidation.check(decoded.value, missing: decoded.missing, for: service)
        try await authorizer.authorize(try await operation.permissions(for: decoded.value, in: call), in: call)
        let output = try await operation.run(decoded.value, in: call)
        return try codec.encodeOutput(O.Model.self, output, requestID: exchange.requestID)
    }

    private func respond(_ site: any Site, _ exchange: Exchange) async throws -> WireResponse {
        let call = call(for: exchange)
        try await authorizer.authorize(try await site.permissions(for: exchange.request, in: call), in: call)
        return try await site.respond(to: exchange.request, in: call)
    }

    private func call(for exchange: Exchange) -> Call {
        let signed = exchange.readableSignature.map { Region($0.scope.region) }
        let region = exchange.place?.region ?? signed ?? defaultRegion
        return Call(
            requestID: exchange.requestID,
            principal: exchange.principal,
            account: exchange.place?.account ?? exchange.principal.account ?? defaultAccount(),
            region: region,
            time: exchange.receivedAt,
            source: exchange.source,
            logger: logger
        )
    }
}

extension ServiceError {
    /// The answer to a request that means no service of this server.
    static let unknownService = ServiceError(
        code: "UnknownService",
        jsonCode: "UnknownOperationException",
        status: 404,
        message: "No service on this server answers this request."
    )
}
