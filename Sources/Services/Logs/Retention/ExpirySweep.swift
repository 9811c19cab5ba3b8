import Kernel
import Storage
import Wire

/// Removes the events of one group that are older than it keeps them.
struct ExpirySweep: Sendable {
    let storage: any StorageEngine
    let group: StoredGroup

    func run(at time: Timestamp) async throws {
        let horizon = group.horizon(at: time)
        let group = group
        let names = try await storage.read { transaction in
            var names: [String] = []
            try Streams.scan(group, transaction) { stream in
                if let first = stream.firstEvent, first < horizon { names.append(stream.name) }
                return true
            }
            return names
        }
        for name in names {
            while try await step(name, horizon) { try Task.checkCancellation() }
        }
    }

    /// One transaction; whether more is to be done.
    private func step(_ name: String, _ horizon: Int64) async throws -> Bool {
        let group = group
        return try await storage.write { transaction in
            // Somebody may have deleted the group or stream, or let it keep its events for longer.
            guard try Groups.withID(group.id, of: group.account, transaction)?.retentionDays == group.retentionDays,
                var stream = try Streams.named(name, in: group, transaction), let first = stream.firstEvent,
                first < horizon
            else { return false }
            let range = KeyRange(prefix: EventBlocks.prefix(stream.id, of: group.account))
            let outcome = try EventRemoval.remove(from: range, transaction) { $0.lastTime < horizon }
            guard outcome.size > 0 else { return false }
            try StoredBytes.add(-outcome.size, of: stream.id, to: group.id, in: group.account, transaction)
            if !outcome.isUnfinished {
                stream.firstEvent = outcome.firstKept
                if outcome.firstKept == nil { stream.lastEvent = nil }
                try Streams.put(stream, in: group, transaction)
            }
            return outcome.isUnfinished
        }
    }
}
