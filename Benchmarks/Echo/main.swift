import Hummingbird
import Logging

/// The yardstick: a bare Hummingbird server that answers each request with its own body.
struct Echo: HTTPResponder {
    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        return Response(status: .ok, headers: [.contentType: "text/xml"], body: .init(byteBuffer: body))
    }
}

var logger = Logger(label: "echo")
logger.logLevel = .error
let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 8080
let application = Application(
    responder: Echo(),
    configuration: .init(address: .hostname("127.0.0.1", port: port)),
    logger: logger
)
try await application.runService()
