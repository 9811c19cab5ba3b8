package import NIOCore

/// What the connection says of a request besides its bytes.
package struct ConnectionContext: Sendable {
    /// The peer's IP address; `nil` for a Unix-domain socket.
    let peerAddress: String?

    package init(channel: any Channel) {
        peerAddress = channel.remoteAddress?.ipAddress
    }
}
