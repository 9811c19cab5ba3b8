import Kernel
import Storage

/// Removes what one deleted group or stream left behind, and in the end its grave.
struct GraveSweep: Sendable {
    let storage: any StorageEngine
    let grave: Grave

    func run() async throws {
        while try await step() { try Task.checkCancellation() }
    }

    /// One transaction; whether more is to be done.
    private func step() async throws -> Bool {
        let grave = grave
        return try await storage.write { transaction in
            let account = grave.account
            // Gone where the whole account was erased meanwhile.
            guard try Graves.records.get([.integer(grave.id)], account: account.digits, in: transaction) != nil else {
                return false
            }
            switch grave.kind {
            case .stream:
                if try Self.removeEvents(ofStream: grave.id, in: grave.group, account, transaction).isUnfinished {
                    return true
                }
            case .group:
                if try Self.removeStreams(of: grave, transaction) { return true }
                try transaction.removeAll(in: KeyRange(prefix: StoredBytes.prefix(grave.id, of: account)))
            }
            try Graves.records.remove([.integer(grave.id)], account: account.digits, in: transaction)
            return false
        }
    }

    /// Removes streams of a deleted group with their events; whether more may be left.
    private static func removeStreams(of grave: Grave, _ transaction: any WriteTransaction) throws -> Bool {
        let range = KeyRange(prefix: Streams.prefix(grave.group, of: grave.account))
        let entries = try transaction.entries(in: range, reverse: false, limit: mostStreams)
        var (blocks, size) = (0, Int64(0))
        for entry in entries {
            let stream = try Streams.stream(at: entry)
            let outcome = try removeEvents(ofStream: stream.id, in: nil, grave.account, transaction)
            if outcome.isUnfinished { return true }
            try transaction.remove(entry.key)
            blocks += outcome.blocks
            size += outcome.size
            if blocks >= EventRemoval.mostBlocks || size >= EventRemoval.mostBytes { return true }
        }
        return entries.count == mostStreams
    }

    /// Streams that one transaction removes.
    private static let mostStreams = 64

    /// Removes events of a stream and takes them off the bytes of its group, where that still stands.
    private static func removeEvents(
        ofStream stream: Int64, in group: Int64?, _ account: AccountID, _ transaction: any WriteTransaction
    ) throws -> EventRemoval.Outcome {
        let range = KeyRange(prefix: EventBlocks.prefix(stream, of: account))
        let outcome = try EventRemoval.remove(from: range, transaction) { _ in true }
        if let group, outcome.size > 0, try Groups.withID(group, of: account, transaction) != nil {
            try StoredBytes.add(-outcome.size, of: stream, to: group, in: account, transaction)
        }
        return outcome
    }
}
