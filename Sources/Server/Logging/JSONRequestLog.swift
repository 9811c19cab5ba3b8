internal import Gateway
internal import Logging

/// Writes one line for each request, in the form of the other log lines but without their detours.
struct JSONRequestLog: RequestLog {
    /// Requests are worth `info`; failures of the server itself are errors.
    let level: Logger.Level

    func write(_ request: RequestLine) {
        let requestLevel: Logger.Level = request.cause == nil ? .info : .error
        guard level <= requestLevel else { return }
        JSONLogHandler.write(line(for: request, at: requestLevel))
    }

    /// The line without its break; members in the order of their names, as in every other line.
    func line(for request: RequestLine, at level: Logger.Level) -> JSONLine {
        var line = JSONLogHandler.head(level, "request")
        if let cause = request.cause { line.append(member: "cause", cause) }
        if let code = request.code { line.append(member: "code", code) }
        line.append(member: "id", request.id)
        line.append(member: "microseconds", request.microseconds)
        line.append(member: "operation", request.operation)
        line.append(member: "principal", request.principal)
        line.append(member: "service", request.service)
        line.append(member: "status", Int64(request.status))
        line.append(raw: "}")
        return line
    }
}
