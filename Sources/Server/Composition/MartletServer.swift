internal import Foundation
internal import Gateway
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Kernel
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import ServiceLifecycle
internal import UnixSignals

/// The running whole: opens the store, makes the services, listens, and stops without dropping a request.
package struct MartletServer: Sendable {
    private let settings: ServerSettings
    private let house: House
    private let logger: Logger

    /// Opens the store and makes the default account at first start; refuses what cannot work.
    package init(settings: ServerSettings) async throws {
        self.settings = settings
        let level = settings.logLevel
        logger = Logger(label: "martlet") { _ in JSONLogHandler(level: level) }
        house = try await House(settings: settings, logger: logger)
    }

    /// Serves until the process is told to stop by SIGTERM or SIGINT; requests in flight are finished first.
    ///
    /// - Parameter greet: gets the lines that tell a person how to reach the server, once it listens.
    package func run(greet: @escaping @Sendable (String) -> Void) async throws {
        let listener = Listener(
            responder: house.responder(isSecure: settings.tlsCertificate != nil),
            connections: try serverBuilder(),
            address: .hostname(settings.host, port: settings.port),
            logger: quietLogger,
            onRunning: { channel in announce(on: channel, greet: greet) }
        )
        let services = ServiceGroup(
            configuration: .init(
                services: [house.workforce, listener],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quietLogger
            ))
        do {
            try await services.run()
        } catch {
            try? await house.close()
            guard error is IOError || error is SocketAddressError else { throw error }
            throw StartFault(
                "cannot listen on \(settings.host):\(settings.port) (\(error)): choose another 'host' or 'port'; "
                    + "'host' must be an address of this machine or a name for one")
        }
        try await house.close()
    }

    /// Hummingbird's own messages matter only when something goes wrong.
    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(settings.logLevel, .warning)
        return quiet
    }

    private func serverBuilder() throws(StartFault) -> HTTPServerBuilder {
        let http = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [
                    HeadDeadline(after: .seconds(20)), InterimAnswer(largestBody: house.largestBody),
                ],
                idleTimeout: .seconds(180)))
        guard let certificate = settings.tlsCertificate, let key = settings.tlsKey else { return http }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
            let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(privateKey))
            _ = try NIOSSLContext(configuration: configuration)
            return try .tls(http, tlsConfiguration: configuration)
        } catch {
            throw StartFault("'tls-certificate' and 'tls-key' must be PEM files that belong together (\(error))")
        }
    }

    private func announce(on channel: any Channel, greet: @Sendable (String) -> Void) {
        let port = channel.localAddress?.port ?? settings.port
        let scheme = settings.tlsCertificate == nil ? "http" : "https"
        let host = settings.domain ?? (["0.0.0.0", "::"].contains(settings.host) ? "127.0.0.1" : settings.host)
        let endpoint = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        do {
            greet(try house.greeting(endpoint: endpoint))
        } catch {
            logger.error("endpoint file not written", metadata: ["cause": "\(error)"])
        }
    }
}
