internal import NIOCore
internal import NIOHTTP1

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// One connection of a runtime to its environment. Lives on the environment's event loop.
final class RuntimeConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    /// What becomes of the body that is coming in.
    private enum Reading {
        case nothing
        /// The body is of no interest; this is said at its end.
        case ignored(ByteBuffer)
        case answer(AnswerHead)
        case stream(AnswerHead)
        case initError(type: String)
        case next
    }

    private let environment: Environment
    private var context: ChannelHandlerContext?
    private var reading = Reading.nothing
    private var body = ByteBuffer()
    private var isLast = false
    private var hasEndedRequest = false
    /// The runtime waits for work on this connection.
    private var isAsking = false

    init(_ environment: Environment) {
        self.environment = environment
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, in: context)
        case .body(let bytes): take(bytes)
        case .end(let trailers): end(trailers)
        }
    }

    /// A client that sends a request in pieces may wait for each piece to be acknowledged; the system would take its
    /// time for that, forty milliseconds.
    func channelReadComplete(context: ChannelHandlerContext) {
        #if os(Linux)
            if !hasEndedRequest {
                let option = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: TCP_QUICKACK))
                try? context.channel.syncOptions?.setOption(option, value: 1)
            }
        #endif
        hasEndedRequest = false
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .answer = reading { environment.answerBroke() }
        if case .stream = reading { environment.streamBroke() }
        reading = .nothing
        environment.closed(self)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// Answers the request for work.
    func deliver(_ reply: ByteBuffer) {
        isAsking = false
        send(reply)
    }

    /// Says that the runtime may not ask now.
    func refuse() {
        isAsking = false
        send(RuntimeReply.wrongState)
    }

    func close() {
        context?.close(promise: nil)
    }

    /// Holds the runtime up, or lets it go on, while it streams an answer.
    func setReading(_ isReading: Bool) {
        guard let context else { return }
        context.channel.setOption(.autoRead, value: isReading).whenFailure { _ in }
        if isReading { context.read() }
    }

    private func begin(_ head: HTTPRequestHead, in context: ChannelHandlerContext) {
        guard !isAsking else {
            // Whoever sends more before it has got its work does not speak this protocol.
            context.close(promise: nil)
            return
        }
        isLast = !head.isKeepAlive
        body.clear()
        switch RuntimeRoute(head.method.rawValue, head.uri) {
        case .next: reading = .next
        case .response(let requestID):
            reading = answer(AnswerHead(requestID: requestID, headers: head.headers))
        case .error(let requestID):
            var answer = AnswerHead(requestID: requestID, headers: head.headers)
            answer.isError = true
            answer.isStreaming = false
            reading = self.answer(answer)
        case .initError:
            reading = .initError(type: head.headers.first(name: "Lambda-Runtime-Function-Error-Type") ?? "")
        case .wrongMethod: reading = .ignored(RuntimeReply.wrongMethod)
        case .unknown: reading = .ignored(RuntimeReply.unknown)
        }
        if head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
            context.writeAndFlush(wrapOutboundOut(RuntimeReply.proceed), promise: nil)
        }
    }

    private func answer(_ head: AnswerHead) -> Reading {
        if head.hasUnknownMode { return .ignored(RuntimeReply.wrongMode) }
        switch environment.answerBegins(head, on: self) {
        case .accepted: return head.isStreaming ? .stream(head) : .answer(head)
        case .wrongRequest: return .ignored(RuntimeReply.wrongRequest)
        case .wrongState: return .ignored(RuntimeReply.wrongState)
        }
    }

    private func take(_ bytes: ByteBuffer) {
        switch reading {
        case .nothing, .ignored, .next: return
        case .stream: environment.streamed(bytes)
        case .answer, .initError:
            if body.readableBytes == 0 {
                body = bytes
            } else {
                var bytes = bytes
                body.writeBuffer(&bytes)
            }
            guard body.readableBytes > FaultText.largestPayload else { return }
            if case .answer = reading { environment.answerTooLarge() }
            reading = .ignored(RuntimeReply.tooLarge)
            body = ByteBuffer()
        }
    }

    private func end(_ trailers: HTTPHeaders?) {
        hasEndedRequest = true
        let finished = reading
        reading = .nothing
        switch finished {
        case .nothing: return
        case .ignored(let reply): send(reply)
        case .next:
            isAsking = true
            environment.asked(by: self)
        case .answer(let head):
            // Said first: what follows may end the process or take the connection's next request.
            send(RuntimeReply.accepted)
            environment.answered(head, body)
            body = ByteBuffer()
        case .stream:
            send(RuntimeReply.accepted)
            environment.streamEnded(
                errorType: trailers?.first(name: "Lambda-Runtime-Function-Error-Type"),
                errorBody: trailers?.first(name: "Lambda-Runtime-Function-Error-Body"))
        case .initError(let type):
            let isTaken = environment.initError(type: type, body)
            body = ByteBuffer()
            send(isTaken ? RuntimeReply.accepted : RuntimeReply.wrongState)
        }
    }

    private func send(_ reply: ByteBuffer) {
        guard let context else { return }
        context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
        if isLast { context.close(promise: nil) }
    }
}

/// What a runtime says ahead of an answer.
struct AnswerHead {
    var requestID: String
    var isError = false
    var isStreaming: Bool
    var hasUnknownMode: Bool
    var contentType: String?
    var errorType: String?

    init(requestID: String, headers: HTTPHeaders) {
        self.requestID = requestID
        let mode = headers.first(name: "Lambda-Runtime-Function-Response-Mode")
        isStreaming = mode == "streaming"
        hasUnknownMode = mode != nil && mode != "streaming" && mode != "buffered"
        contentType = headers.first(name: "Content-Type")
        errorType = headers.first(name: "Lambda-Runtime-Function-Error-Type")
    }
}
