import Kernel
import Storage

/// Removes blocks of events, no more in one transaction than others can wait for.
enum EventRemoval {
    static let mostBlocks = 256
    static let mostBytes = 4 << 20
    private static let chunk = 16

    /// What one transaction removed.
    struct Outcome {
        /// As `EventBlock.size` counts.
        var size: Int64 = 0
        var blocks = 0
        /// Whether more may be left.
        var isUnfinished = false
        /// The time of the first event of the first block that stays, where the removal came upon one.
        var firstKept: Int64?
    }

    /// Removes blocks from the front of a range, as long as `isGone` says so.
    static func remove(
        from range: KeyRange, _ transaction: any WriteTransaction, while isGone: (EventBlock) -> Bool
    ) throws -> Outcome {
        var outcome = Outcome()
        var rest = range
        var bytes = 0
        while outcome.blocks < mostBlocks, bytes < mostBytes {
            let entries = try transaction.entries(in: rest, reverse: false, limit: chunk)
            for entry in entries {
                let block = try EventBlocks.block(at: entry).block
                guard isGone(block) else {
                    outcome.firstKept = block.firstTime
                    return outcome
                }
                try transaction.remove(entry.key)
                outcome.size += block.size
                outcome.blocks += 1
                bytes += entry.value.count
            }
            guard entries.count == chunk, let last = entries.last else { return outcome }
            rest = rest.after(last.key)
        }
        outcome.isUnfinished = true
        return outcome
    }
}
