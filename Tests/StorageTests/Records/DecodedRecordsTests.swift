import Synchronization
import Testing

@testable import Storage

/// What was decoded is kept by its bytes, and no more of it than was said.
@Suite struct DecodedRecordsTests {
    @Test("the same bytes are decoded once, others anew")
    func decodesOnce() {
        let records = DecodedRecords<String>(limit: 8)
        let decoded = Mutex(0)
        func text(_ bytes: [UInt8]) -> String {
            records.record(of: bytes) { bytes in
                decoded.withLock { $0 += 1 }
                return String(decoding: bytes, as: UTF8.self)
            }
        }
        #expect(text(Array("ada".utf8)) == "ada")
        #expect(text(Array("ada".utf8)) == "ada")
        #expect(text(Array("bob".utf8)) == "bob")
        #expect(decoded.withLock { $0 } == 2)
    }

    @Test("what is asked for stays, what is not goes when room is needed")
    func forgets() {
        let records = DecodedRecords<Int>(limit: 4)
        let decoded = Mutex<[Int]>([])
        func number(_ value: Int) {
            _ = records.record(of: [UInt8(value)]) { bytes in
                decoded.withLock { $0.append(Int(bytes[0])) }
                return Int(bytes[0])
            }
        }
        for value in [1, 2, 3, 1, 4, 1, 5, 1, 2] { number(value) }
        #expect(decoded.withLock { $0 } == [1, 2, 3, 4, 5, 2])
    }

    @Test("bytes that hold no record are an error each time")
    func remembersNoError() {
        let records = DecodedRecords<Int>(limit: 4)
        for _ in 0..<2 {
            #expect(throws: StorageFault.self) {
                try records.record(of: [0]) { _ in throw StorageFault.missing(space: "test") }
            }
        }
    }
}
