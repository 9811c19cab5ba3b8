internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// The socket of one environment, at a port of 127.0.0.1 that the system chooses.
enum RuntimeListener {
    /// So many connections an environment may hold at once.
    static let connections = 32

    /// Begins to listen on the environment's event loop. Connections from elsewhere are closed unanswered.
    static func open(for environment: Environment) -> EventLoopFuture<any Channel> {
        let loop = environment.loop
        let bound = NIOLoopBound(environment, eventLoop: loop)
        return ServerBootstrap(group: loop, childGroup: loop)
            .serverChannelOption(.backlog, value: 64)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let environment = bound.value
                    guard let peer = channel.remoteAddress?.port, let local = channel.localAddress?.port,
                        environment.admits(from: peer, to: local)
                    else { throw ConnectionRefused() }
                    let connection = RuntimeConnection(environment)
                    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)
                    try channel.pipeline.syncOperations.addHandlers([ByteToMessageHandler(decoder), connection])
                    environment.opened(connection)
                }
            }
            .bind(host: "127.0.0.1", port: 0)
    }

    /// The connection is not the environment's own, or one too many.
    private struct ConnectionRefused: Error {}
}
