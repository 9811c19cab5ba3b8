internal import Gateway
internal import HTTPTypes
internal import HummingbirdCore
internal import Kernel
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import ServiceLifecycle

/// Accepts connections and has the gateway answer what comes over them.
///
/// It stands where Hummingbird's `Application` would, which makes a logger for each request that nobody reads, and
/// loads the calendars of all cultures to write the date.
struct Listener: ServiceLifecycle.Service {
    let responder: GatewayResponder
    let connections: HTTPServerBuilder
    let address: BindAddress
    let logger: Logger
    let onRunning: @Sendable (any Channel) async -> Void

    /// Why an answer was given up: its request's body turned out not to be HTTP.
    private struct BrokenRequest: Error {}

    func run() async throws {
        let date = DateHeader(clock: SystemClock())
        let server = try connections.buildServer(
            configuration: ServerConfiguration(address: address, serverName: "martlet"),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        ) { request, writer, channel in
            var response: Response
            do {
                response = try await responder.respond(to: request, context: ConnectionContext(channel: channel))
            } catch let error as HTTPParserError {
                throw error
            } catch {
                logger.error("request failed", metadata: ["cause": "\(error)"])
                response = Response(status: .internalServerError)
            }
            response.headers.append(HTTPField(name: .date, value: date.text))
            response.headers.append(HTTPField(name: .server, value: "martlet"))
            do {
                try await writer.write(response: response.head, body: response.body)
            } catch is HTTPParserError {
                // The connection would answer a parser's error itself, in the middle of this answer.
                throw BrokenRequest()
            }
        } onServerRunning: { channel in
            await onRunning(channel)
        }
        try await server.run()
    }
}
