internal import Kernel
internal import NIOCore

/// What the runtime asks and answers.
extension Environment {
    func opened(_ connection: RuntimeConnection) {
        connections.append(connection)
    }

    func closed(_ connection: RuntimeConnection) {
        connections.removeAll { $0 === connection }
        if asking === connection { asking = nil }
        if answering === connection { answering = nil }
    }

    func asked(by connection: RuntimeConnection) {
        if execution.phase == .waiting {
            // A runtime that lost its connection asks anew on another.
            asking?.close()
            asking = connection
            return
        }
        guard let actions = execution.next() else { return connection.refuse() }
        asking = connection
        defer { if ticket == nil { release() } }
        // The time of the invocation before is of no interest once its runtime has come back.
        if ticket == nil { cancelDeadline() }
        perform(actions)
    }

    func answerBegins(_ head: AnswerHead, on connection: RuntimeConnection) -> Execution.Reception {
        let reception = execution.answerBegins(isCurrent: head.requestID == ticket?.invocation.requestID)
        guard reception == .accepted else { return reception }
        answering = connection
        if head.isStreaming {
            account.streamed = []
            sendPart(.head(contentType: head.contentType ?? "application/octet-stream"))
        }
        return reception
    }

    /// The runtime's answer, or its report of an error, is here.
    func answered(_ head: AnswerHead, _ body: ByteBuffer) {
        guard execution.phase == .running else { return }
        let payload = Array(body.readableBytesView)
        if head.isError { return settle(FunctionOutcome(payload: payload, failure: .unhandled)) }
        guard let ticket, ticket.parts != nil else { return settle(FunctionOutcome(payload: payload)) }
        sendPart(.head(contentType: head.contentType ?? "application/json"))
        sendPart(.bytes(payload))
        settle(FunctionOutcome(payload: []))
    }

    func answerTooLarge() {
        guard execution.phase == .running else { return }
        settle(FunctionOutcome(payload: FaultText.responseTooLarge, failure: .unhandled))
    }

    func answerBroke() {
        execution.answerBroke()
    }

    func streamed(_ bytes: ByteBuffer) {
        guard execution.phase == .running else { return }
        if ticket?.parts != nil {
            sendPart(.bytes(Array(bytes.readableBytesView)))
        } else if let gathered = account.streamed?.count {
            // What exceeds the limit is not kept; the answer is refused at its end.
            if gathered <= FaultText.largestPayload { account.streamed?.append(contentsOf: bytes.readableBytesView) }
        }
    }

    /// A streamed answer is complete; its trailers tell of an error that came after its beginning.
    func streamEnded(errorType: String?, errorBody: String?) {
        guard execution.phase == .running else { return }
        let gathered = account.streamed ?? []
        if let errorType {
            let body = errorBody.flatMap { Trailer.decode($0) } ?? FaultText.error(errorType, "")
            return settle(FunctionOutcome(payload: body, failure: .unhandled))
        }
        if gathered.count > FaultText.largestPayload {
            return settle(FunctionOutcome(payload: FaultText.responseTooLarge, failure: .unhandled))
        }
        settle(FunctionOutcome(payload: gathered))
    }

    /// The connection broke off within a streamed answer: what was sent cannot be taken back.
    func streamBroke() {
        guard execution.phase == .running else { return }
        let payload = FaultText.error("Runtime.TruncatedResponse", "Response was truncated by the runtime.")
        settle(FunctionOutcome(payload: payload, failure: .unhandled))
    }

    /// Answers whether the runtime may say so now.
    func initError(type: String, _ body: ByteBuffer) -> Bool {
        let payload = Array(body.readableBytesView)
        guard let actions = execution.initError(type: type, payload: payload) else { return false }
        // The runtime hears its answer before it is killed.
        loop.execute { self.afterOutput { self.perform(actions) } }
        return true
    }

    private func sendPart(_ part: FunctionStreamPart) {
        guard let ticket, let answering, ticket.parts != nil else { return }
        let bound = NIOLoopBound(answering, eventLoop: loop)
        let mayGoOn = ticket.send(part) { [loop] in loop.execute { bound.value.setReading(true) } }
        if !mayGoOn { answering.setReading(false) }
    }

    /// The runtime has answered: all that it wrote before lies in the pipe by now, and belongs before the end.
    private func settle(_ outcome: FunctionOutcome) {
        answering = nil
        execution.answered()
        account.streamed = nil
        afterOutput { self.conclude(outcome, status: nil) }
    }

    func cancelDeadline() {
        deadline?.cancel()
        deadline = nil
    }
}
