package import NIOCore

/// What the connection says of a request besides its bytes.
package struct ConnectionContext: Sendable {
    /// The peer's IP address; `nil` for a Unix-domain socket.
    let peerAddress: String?
    private let channel: any Channel

    package init(channel: any Channel) {
        self.channel = channel
        peerAddress = channel.remoteAddress?.ipAddress
    }

    /// The ports of both ends.
    var ports: (peer: Int, local: Int)? {
        guard let peer = channel.remoteAddress?.port, let local = channel.localAddress?.port else { return nil }
        return (peer, local)
    }
}
