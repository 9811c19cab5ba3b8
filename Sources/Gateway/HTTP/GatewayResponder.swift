internal import AsyncAlgorithms
internal import HTTPTypes
package import HummingbirdCore
internal import Kernel
internal import NIOCore
internal import Wire

/// The shell around the pipeline: turns Hummingbird's requests into wire requests, and answers back.
package struct GatewayResponder: Sendable {
    private let pipeline: Pipeline
    private let operatorEndpoints: OperatorEndpoints
    private let isSecure: Bool

    package init(pipeline: Pipeline, operatorEndpoints: OperatorEndpoints, isSecure: Bool) {
        self.pipeline = pipeline
        self.operatorEndpoints = operatorEndpoints
        self.isSecure = isSecure
    }

    package func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        var message = head(of: request)
        let source = Call.Source(
            address: context.peerAddress,
            userAgent: message.headers["user-agent"],
            isSecure: isSecure,
            endpoint: (isSecure ? "https://" : "http://") + (request.head.authority ?? "")
        )
        if message.path.hasPrefix(OperatorEndpoints.prefix) {
            return response(try await operatorEndpoints.answer(message, from: source, over: context.ports))
        }
        let declared = message.headers["content-length"].flatMap { Int($0) }
        do {
            return try await pipeline.bodies.withBody(of: message, declared: declared) { limit in
                message.body = Array(buffer: try await request.body.collect(upTo: limit))
                return response(await pipeline.answer(message, from: source))
            }
        } catch is NIOTooManyBytesError {
            return response(pipeline.refuse(message, with: .oversized))
        } catch let refusal as BodyAllowance.Refusal {
            return response(pipeline.refuse(message, with: refusal == .tooLarge ? .oversized : .overloaded))
        }
    }

    private func head(of request: Request) -> WireRequest {
        let target = request.head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        var headers = HeaderList()
        headers.fields.reserveCapacity(request.headers.count + 1)
        if let authority = request.head.authority { headers.append("host", authority) }
        for field in request.headers { headers.append(field.name.rawName, field.value) }
        return WireRequest(
            method: request.method.rawValue,
            path: mark.map { String(target[..<$0]) } ?? target,
            query: mark.map { String(target[target.utf8.index(after: $0)...]) } ?? "",
            headers: headers
        )
    }

    /// Names that stand in most answers, checked once.
    private static let commonNames: [(text: String, name: HTTPField.Name)] =
        ["Content-Type", "x-amzn-RequestId", "content-type"].compactMap { text in
            HTTPField.Name(text).map { (text, $0) }
        }

    private static func name(_ text: String) -> HTTPField.Name? {
        for common in commonNames where common.text == text { return common.name }
        return HTTPField.Name(text)
    }

    private func response(_ message: WireResponse) -> Response {
        var fields = HTTPFields()
        for field in message.headers.fields {
            guard let name = Self.name(field.name) else { continue }
            fields.append(HTTPField(name: name, value: field.value))
        }
        let body = message.stream.map { Self.body(beginning: message.body, then: $0) }
        return Response(
            status: .init(code: message.status),
            headers: fields,
            body: body ?? .init(byteBuffer: ByteBuffer(bytes: message.body))
        )
    }

    /// A body that goes out as it is made: each part is written before the next is asked for.
    private static func body(beginning: [UInt8], then stream: BodyStream) -> ResponseBody {
        ResponseBody { writer in
            if !beginning.isEmpty { try await writer.write(ByteBuffer(bytes: beginning)) }
            let parts = AsyncThrowingChannel<[UInt8], any Error>()
            let producer = Task {
                do {
                    try await stream.write { part in
                        try Task.checkCancellation()
                        await parts.send(part)
                    }
                    parts.finish()
                } catch {
                    parts.fail(error)
                }
            }
            defer { producer.cancel() }
            for try await part in parts { try await writer.write(ByteBuffer(bytes: part)) }
            try await writer.finish(nil)
        }
    }
}
