internal import Kernel
internal import Logging
internal import Wire

/// Leaves one log line and one measurement for each request. Holds what was asked and by whom, never a secret.
struct Record: Sendable {
    let logger: Logger
    let metrics: Metrics
    let keyObserver: any AccessKeyObserver
    let clock: any Clock

    func callAsFunction(_ exchange: Exchange, _ response: WireResponse, failure: (any Error)?) {
        let microseconds = clock.microseconds() - exchange.startedAt
        let service = exchange.target?.service.name ?? "unknown"
        var operation = "unknown"
        if let served = try? exchange.target?.operation.get() { operation = ServiceTable.descriptor(of: served).name }
        metrics.record(
            .init(service: service, operation: operation, status: response.status), microseconds: microseconds)
        write(exchange, service, operation, response.status, microseconds, failure)
        guard let signature = exchange.readableSignature, exchange.principal != .anonymous else { return }
        keyObserver.accessKeyUsed(
            signature.accessKeyID,
            by: exchange.principal,
            service: service,
            region: Region(signature.scope.region),
            at: exchange.receivedAt
        )
    }

    private func write(
        _ exchange: Exchange,
        _ service: String,
        _ operation: String,
        _ status: Int,
        _ microseconds: Int64,
        _ failure: (any Error)?
    ) {
        let isInternal = failure != nil && !(failure is ServiceError)
        let level: Logger.Level = isInternal ? .error : .info
        guard logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "id": .string(exchange.requestID),
            "service": .string(service),
            "operation": .string(operation),
            "principal": .string(exchange.principal.arn),
            "status": .stringConvertible(status),
            "microseconds": .stringConvertible(microseconds),
        ]
        if let error = failure as? ServiceError {
            metadata["code"] = .string(error.code)
        } else if let failure {
            metadata["cause"] = .string(String(describing: failure))
        }
        logger.log(level: level, "request", metadata: metadata)
    }
}
