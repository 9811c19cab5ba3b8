internal import Kernel
internal import Wire

/// Spells a failure as the protocol of the request does. What is not a `ServiceError` is never sent.
enum EncodeFailure {
    static func response(for failure: any Error, in exchange: Exchange) -> WireResponse {
        let error = failure as? ServiceError ?? CommonError.internalFailure()
        if let site = exchange.site { return site.refusal(for: error, requestID: exchange.requestID) }
        let service = exchange.target?.service ?? unknownService(exchange.request)
        return ServerCodec(service.wireProtocol).encodeError(error, for: service, requestID: exchange.requestID)
    }

    /// Stands for a service that is not known here; speaks the protocol that the request most likely speaks.
    private static func unknownService(_ request: WireRequest) -> ServiceDescriptor {
        ServiceDescriptor(
            name: "unknown", signingName: "", apiVersion: "", wireProtocol: request.statedProtocol ?? .restXML)
    }
}
