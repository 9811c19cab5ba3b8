#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Records as JSON with sorted keys, so that `sqlite3` shows them and equal records have equal bytes.
enum RecordCoding {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
    private static let decoder = JSONDecoder()

    static func encode(_ record: some Encodable, space: String) throws -> [UInt8] {
        do {
            return Array(try encoder.encode(record))
        } catch {
            throw StorageFault.unreadable(space: space, detail: "\(error)")
        }
    }

    static func decode<Record: Decodable>(_ bytes: [UInt8], space: String) throws -> Record {
        do {
            return try decoder.decode(Record.self, from: Data(bytes))
        } catch {
            throw StorageFault.unreadable(space: space, detail: "\(error)")
        }
    }
}
