import Foundation
import Storage

/// Durable single-key writes from 32 writers at once, against one `fsync` for each write on the same disk.
enum DurableWrites {
    private static let writers = 32
    private static let value = [UInt8](repeating: 0x61, count: 256)

    static func measure(in folder: String) async throws -> [String] {
        var ratios: [(ratio: Double, detail: String)] = []
        let store = try DataFolder.open(at: folder + "/writes")
        for round in 0..<5 {
            let bare = try fsyncsPerSecond(in: folder, seconds: 1)
            let ours = try await writesPerSecond(engine: store.engine, round: round, seconds: 2)
            ratios.append((ours / bare, "\(Int(ours)) against \(Int(bare)) a second"))
        }
        try await store.close()
        let median = ratios.sorted { $0.ratio < $1.ratio }[ratios.count / 2]
        let ratio = String(format: "%.1f times (%@)", median.ratio, median.detail)
        return ["32 concurrent durable writes, of one fsync per write", "at least 8 times", ratio]
    }

    private static func fsyncsPerSecond(in folder: String, seconds: Double) throws -> Double {
        let path = folder + "/fsync"
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer {
            close(file)
            unlink(path)
        }
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while clock.now - start < .seconds(seconds) {
            guard write(file, value, value.count) == value.count, fsync(file) == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
            count += 1
        }
        return Double(count) / seconds
    }

    private static func writesPerSecond(engine: any StorageEngine, round: Int, seconds: Double) async throws -> Double {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        let total = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    var count = 0
                    while clock.now < end {
                        let key = Key([
                            "bench", "111122223333", .integer(Int64(writer)), .integer(Int64(round << 32 + count)),
                        ])
                        try await engine.write { transaction in try transaction.set(key, to: value) }
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(total) / seconds
    }
}
