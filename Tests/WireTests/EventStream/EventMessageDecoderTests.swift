import Foundation
import Testing
import Wire

/// A connection delivers a stream in any pieces, and sometimes not all of it.
struct EventMessageDecoderTests {
    private static let seed: UInt64 = {
        let named = ProcessInfo.processInfo.environment["MARTLET_SEED"].flatMap { UInt64($0) }
        return named ?? UInt64.random(in: 0...UInt64.max)
    }()

    private func value(_ random: inout Mutator) -> EventHeaderValue {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: .boolean(Bool.random(using: &random))
        case 1: .byte(Int8.random(in: .min ... .max, using: &random))
        case 2: .short(Int16.random(in: .min ... .max, using: &random))
        case 3: .integer(Int32.random(in: .min ... .max, using: &random))
        case 4: .long(Int64.random(in: .min ... .max, using: &random))
        case 5: .bytes(random.bytes())
        case 6: .string(String(decoding: random.bytes(), as: UTF8.self))
        case 7: .timestamp(Timestamp(milliseconds: Int64.random(in: .min ... .max, using: &random)))
        default: .uuid((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    private func message(_ random: inout Mutator) -> EventMessage {
        let headers = (0..<Int.random(in: 0...5, using: &random)).map { index in
            EventMessage.Header(":ä-\(index)", value(&random))
        }
        return EventMessage(headers: headers, payload: random.bytes())
    }

    @Test func readsMessagesFromAnyPieces() throws {
        var random = Mutator(seed: Self.seed)
        for _ in 0..<200 {
            let messages = (0..<Int.random(in: 1...8, using: &random)).map { _ in message(&random) }
            var rest = try messages.flatMap { try $0.encoded() }[...]
            var decoder = EventMessageDecoder()
            var read: [EventMessage] = []
            while !rest.isEmpty {
                let count = Int.random(in: 1...300, using: &random)
                decoder.append(rest.prefix(count))
                rest = rest.dropFirst(count)
                while let message = try decoder.next() { read.append(message) }
            }
            try decoder.finish()
            #expect(read == messages, "MARTLET_SEED=\(Self.seed)")
        }
    }

    /// One bit that changed anywhere in a message is always noticed, and nothing is read after it.
    @Test func noticesEveryBitThatChanged() throws {
        let good = try EventMessageTests.published[7].message.encoded()
        for index in good.indices {
            for bit in 0..<8 {
                var bytes = good
                bytes[index] ^= 1 << bit
                var decoder = EventMessageDecoder()
                decoder.append(bytes)
                #expect(throws: EventStreamFault.badChecksum) { try decoder.next() }
                decoder.append(good)
                #expect(throws: EventStreamFault.badChecksum) { try decoder.next() }
            }
        }
    }

    @Test func noticesAnEndWithinAMessage() throws {
        let good = try EventMessageTests.published[6].message.encoded()
        for count in good.indices {
            var decoder = EventMessageDecoder()
            decoder.append(good.prefix(count))
            #expect(try decoder.next() == nil)
            if count == 0 {
                try decoder.finish()
            } else {
                #expect(throws: EventStreamFault.cutOff) { try decoder.finish() }
            }
        }
    }

    /// A message with right checksums around anything.
    static func framed(headers: [UInt8], payload: [UInt8] = [], length: Int? = nil, headersLength: Int? = nil)
        -> [UInt8]
    {
        func word(_ value: Int) -> [UInt8] {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian, Array.init)
        }
        func sum(_ bytes: [UInt8]) -> [UInt8] {
            var checksum = CRC32()
            checksum.add(bytes)
            return word(Int(checksum.value))
        }
        var bytes = word(length ?? 16 + headers.count + payload.count) + word(headersLength ?? headers.count)
        bytes += sum(bytes)
        bytes += headers + payload
        return bytes + sum(bytes)
    }

    @Test(arguments: [
        (framed(headers: [], length: 15), EventStreamFault.badLength(15)),
        (framed(headers: [], length: EventMessage.limit + 1), .tooLong(EventMessage.limit + 1)),
        (framed(headers: [], headersLength: 1), .headersTooLong(1)),
        (framed(headers: [], length: 1 << 20, headersLength: 128 * 1024 + 1), .headersTooLong(128 * 1024 + 1)),
        (framed(headers: [0, 0]), .badHeader), (framed(headers: [1]), .badHeader),
        (framed(headers: [1, 97]), .badHeader),
        (framed(headers: [1, 97, 10]), .badHeader), (framed(headers: [1, 97, 7, 0, 2, 98]), .badHeader),
        (framed(headers: [1, 0xFF, 0]), .badHeader), (framed(headers: [1, 97, 7, 0, 1, 0xFF]), .badHeader),
        (framed(headers: [1, 97, 0, 1, 97, 0]), .badHeader), (framed(headers: [1, 97, 9, 0]), .badHeader),
    ])
    func refusesWhatIsNoMessage(bytes: [UInt8], fault: EventStreamFault) {
        var decoder = EventMessageDecoder()
        decoder.append(bytes)
        #expect(throws: fault) { try decoder.next() }
        #expect(throws: fault) { try decoder.finish() }
    }

    /// Many small messages in one piece must cost time in proportion to their number.
    @Test func readsALongPieceInLinearTime() throws {
        let message = EventMessageTests.published[8].message
        let bytes = try message.encoded()
        var decoder = EventMessageDecoder()
        decoder.append((0..<20_000).flatMap { _ in bytes })
        var count = 0
        let time = try ContinuousClock().measure {
            while try decoder.next() != nil { count += 1 }
        }
        #expect(count == 20_000)
        #expect(time < .seconds(30))
    }
}
