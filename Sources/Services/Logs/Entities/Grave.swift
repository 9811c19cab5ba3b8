import Kernel

/// A deleted group or stream whose events are still to be removed; nothing can be found through it any more.
struct Grave: Hashable, Sendable, Codable {
    enum Kind: String, Hashable, Sendable, Codable {
        case group
        case stream
    }

    var account: AccountID
    var kind: Kind
    /// The id of the group or the stream.
    var id: Int64
    /// The group's id, for a stream as well as for a group.
    var group: Int64
}
