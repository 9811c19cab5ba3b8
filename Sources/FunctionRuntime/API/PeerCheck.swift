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
            return ProcessTree.family(of: ancestor).contains { ProcessTree.holdsSocket(socket.inode, in: $0) }
        case .anybody: return true
        }
    }

    /// Whether the connecting end, at whatever address, is held by a function: by its user where functions have users
    /// of their own, else by its descent from one of these.
    static func isFunction(from peer: Int, to local: Int, owners: [Owner]) -> Bool {
        holders(from: peer, to: local).contains { holder in
            if holder.user >= SandboxPlan.firstUser { return true }
            return owners.contains { owner in
                guard case .descent(let ancestor) = owner else { return false }
                return ProcessTree.family(of: ancestor).contains { ProcessTree.holdsSocket(holder.inode, in: $0) }
            }
        }
    }

    private static func holders(from peer: Int, to local: Int) -> [(user: UInt32, inode: Int)] {
        let (ours, theirs) = (Array(":\(port(peer))".utf8), Array(":\(port(local))".utf8))
        return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path in
            rows(of: Descriptors.contents(of: path, limit: 1 << 26) ?? []) { here, there in
                here.suffix(5).elementsEqual(ours) && there.suffix(5).elementsEqual(theirs)
            }
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
        rows(of: table) { here, there in
            here.elementsEqual(local.utf8) && there.elementsEqual(remote.utf8)
        }.first
    }

    private static func rows(
        of table: [UInt8], where isWanted: (_ here: ArraySlice<UInt8>, _ there: ArraySlice<UInt8>) -> Bool
    ) -> [(user: UInt32, inode: Int)] {
        table.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 10)
            guard fields.count > 9, isWanted(fields[1], fields[2]),
                let user = UInt32(String(decoding: fields[7], as: UTF8.self)),
                let inode = Int(String(decoding: fields[9], as: UTF8.self))
            else { return nil }
            return (user, inode)
        }
    }

    private static func port(_ number: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
