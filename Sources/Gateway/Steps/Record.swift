internal import Kernel
internal import Wire

/// Leaves one log line and one measurement for each request. Holds what was asked and by whom, never a secret.
struct Record: Sendable {
    let log: any RequestLog
    let metrics: Metrics
    let keyObserver: any AccessKeyObserver
    let clock: any Clock

    func callAsFunction(_ exchange: Exchange, _ response: WireResponse, failure: (any Error)?) {
        let microseconds = clock.microseconds() - exchange.startedAt
        let service = exchange.target?.service.name ?? exchange.site?.service ?? "unknown"
        var operation = exchange.site?.operation ?? "unknown"
        if let served = try? exchange.target?.operation.get() { operation = ServiceTable.descriptor(of: served).name }
        metrics.record(
            .init(service: service, operation: operation, status: response.status), microseconds: microseconds)
        let error = failure as? ServiceError
        log.write(
            RequestLine(
                id: exchange.requestID,
                service: service,
                operation: operation,
                principal: exchange.principal.arn,
                status: response.status,
                microseconds: microseconds,
                code: error?.code,
                cause: error == nil ? failure.map { String(describing: $0) } : nil
            )
        )
        guard let signature = exchange.readableSignature, exchange.principal != .anonymous else { return }
        keyObserver.accessKeyUsed(
            signature.accessKeyID,
            by: exchange.principal,
            service: service,
            region: Region(signature.scope.region),
            at: exchange.receivedAt
        )
    }
}
