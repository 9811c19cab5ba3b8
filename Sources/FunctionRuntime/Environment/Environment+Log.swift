internal import Kernel
internal import NIOCore

/// The environment's log stream.
extension Environment {
    /// Lines that wait so long to be handed on, unless the invocation ends before.
    private static let delay = TimeAmount.milliseconds(50)

    /// Processes wrote these lines.
    func wrote(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        for line in lines { log(line) }
        if pendingLines.count >= 256 { flushLog() }
    }

    func log(_ text: String) {
        pendingLines.append(FunctionLogLine(time: context.clock.now(), text: text))
        if account.hasStarted { account.tail?.append(text) }
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        loop.scheduleTask(in: Self.delay) {
            self.isFlushScheduled = false
            self.flushLog()
        }
    }

    /// The START line, once for each invocation.
    func logStart() {
        guard !account.hasStarted, let ticket else { return }
        account.hasStarted = true
        log(LogText.start(ticket.invocation.requestID, version: function.version))
    }

    func flushLog() {
        guard !pendingLines.isEmpty else { return }
        let lines = pendingLines
        pendingLines.removeAll(keepingCapacity: true)
        support.log(lines, of: function, stream: stream)
    }
}
