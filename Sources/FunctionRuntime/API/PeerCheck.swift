#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Decides whether a connection to an environment's socket comes from that environment.
///
/// Functions share the host's network, so that anything on the machine may connect.
enum PeerCheck {
    /// How the processes of an environment are known.
    enum Owner: Hashable {
        /// By the user that nobody else runs as.
        case user(UInt32)
        /// By descent from a process.
        case descent(pid_t)
        /// Not at all: this system does not say who holds a socket.
        case anybody
    }

    /// Whether the process behind a connection, from a port to a port of 127.0.0.1, belongs to the owner.
    static func admits(from peer: Int, to local: Int, owner: Owner) -> Bool {
        if owner == .anybody { return true }
        guard let socket = socket(from: peer, to: local) else { return false }
        switch owner {
        case .user(let user): return socket.user == user
        case .descent(let ancestor):
            return ProcessTree.now().family(of: ancestor).contains { ProcessTree.holdsSocket(socket.inode, in: $0) }
        case .anybody: return true
        }
    }

    /// The connecting end, as the kernel's tables have it.
    static func socket(from peer: Int, to local: Int) -> (user: UInt32, inode: Int)? {
        if let table = Descriptors.contents(of: "/proc/net/tcp", limit: 1 << 26),
            let found = find(in: table, local: "0100007F:\(port(peer))", remote: "0100007F:\(port(local))")
        {
            return found
        }
        let mapped = "0000000000000000FFFF00000100007F:"
        guard let table = Descriptors.contents(of: "/proc/net/tcp6", limit: 1 << 26) else { return nil }
        return find(in: table, local: mapped + port(peer), remote: mapped + port(local))
    }

    /// Reads `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …`.
    static func find(in table: [UInt8], local: String, remote: String) -> (user: UInt32, inode: Int)? {
        let local = Array(local.utf8)
        let remote = Array(remote.utf8)
        for line in table.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 10)
            guard fields.count > 9, fields[1].elementsEqual(local), fields[2].elementsEqual(remote) else { continue }
            guard let user = UInt32(String(decoding: fields[7], as: UTF8.self)),
                let inode = Int(String(decoding: fields[9], as: UTF8.self))
            else { continue }
            return (user, inode)
        }
        return nil
    }

    private static func port(_ number: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
