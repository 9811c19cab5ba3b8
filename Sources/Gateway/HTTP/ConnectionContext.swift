package import Hummingbird
internal import NIOCore

/// What the connection says of a request besides its bytes.
package struct ConnectionContext: InitializableFromSource, Sendable {
    /// The peer's IP address; `nil` for a Unix-domain socket.
    let peerAddress: String?

    package init(source: ApplicationRequestContextSource) {
        peerAddress = source.channel.remoteAddress?.ipAddress
    }
}
