import Kernel
import Storage

/// The events of every stream, in blocks, by the stream's id, the time of the first event and the block's number.
enum EventBlocks {
    static let space = "logs/event"

    static func prefix(_ stream: Int64, of account: AccountID) -> [KeyPart] {
        [.string(space), .string(account.digits), .integer(stream)]
    }

    static func put(
        _ block: EventBlock, sequence: Int64, of stream: Int64, in account: AccountID,
        _ transaction: any WriteTransaction
    ) throws {
        let key = Key(prefix(stream, of: account) + [.integer(block.firstTime), .integer(sequence)])
        try transaction.set(key, to: block.bytes)
    }

    /// All blocks of a stream whose first event lies in `times`.
    static func range(_ stream: Int64, of account: AccountID, _ times: Range<Int64>) -> KeyRange {
        let prefix = prefix(stream, of: account)
        return KeyRange(
            lower: Key(prefix + [.integer(times.lowerBound)]).bytes,
            upper: Key(prefix + [.integer(times.upperBound)]).bytes)
    }

    /// A block as it lies in the store, with its number.
    static func block(at entry: Entry) throws -> (block: EventBlock, sequence: Int64) {
        let parts = try entry.key.parts()
        guard parts.count == 5, case .integer(let first) = parts[3], case .integer(let sequence) = parts[4] else {
            throw StorageFault.malformedKey
        }
        guard let block = EventBlock(firstTime: first, bytes: entry.value) else {
            throw StorageFault.unreadable(space: space, detail: "a block of events of another form")
        }
        return (block, sequence)
    }
}
