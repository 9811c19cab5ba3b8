import Synchronization

/// Records that were decoded lately, found by the very bytes that they were decoded from: so a copy is never stale.
///
/// Two halves: what was not asked for while the younger one filled up is forgotten with the older.
final class DecodedRecords<Record: Sendable>: Sendable {
    /// A record's bytes, hashed as a whole.
    private struct Form: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) {
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    private struct Halves {
        var younger: [Form: Record] = [:]
        var older: [Form: Record] = [:]
    }

    private let halves = Mutex(Halves())
    private let limit: Int

    /// - Parameter limit: how many records are kept at most.
    init(limit: Int) {
        self.limit = limit
    }

    /// The record that these bytes hold, decoded unless it lately was.
    func record(of bytes: [UInt8], decodedBy decode: ([UInt8]) throws -> Record) rethrows -> Record {
        let form = Form(bytes: bytes)
        if let known = known(form) { return known }
        let record = try decode(bytes)
        keep(record, as: form)
        return record
    }

    private func known(_ form: Form) -> Record? {
        halves.withLock { halves in
            if let record = halves.younger[form] { return record }
            guard let record = halves.older[form] else { return nil }
            keep(record, as: form, in: &halves)
            return record
        }
    }

    private func keep(_ record: Record, as form: Form) {
        halves.withLock { keep(record, as: form, in: &$0) }
    }

    private func keep(_ record: Record, as form: Form, in halves: inout Halves) {
        if halves.younger.count >= limit / 2 {
            halves.older = halves.younger
            halves.younger = [:]
        }
        halves.younger[form] = record
    }
}
