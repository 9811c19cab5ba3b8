/// One message of an event stream (`application/vnd.amazon.eventstream`): typed headers and a payload.
///
/// Source: "Amazon Event Stream Specification" in Smithy's documentation.
package struct EventMessage: Hashable, Sendable {
    package var headers: [Header]
    package var payload: [UInt8]

    /// One header; its name is 1 to 255 bytes long and comes once in a message.
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: EventHeaderValue

        package init(_ name: String, _ value: EventHeaderValue) {
            self.name = name
            self.value = value
        }
    }

    package init(headers: [Header] = [], payload: [UInt8] = []) {
        self.headers = headers
        self.payload = payload
    }

    package subscript(_ name: String) -> EventHeaderValue? {
        headers.first { $0.name == name }?.value
    }

    /// A header's text, where it is there and is text.
    package func text(_ name: String) -> String? {
        if case .string(let text) = self[name] { text } else { nil }
    }

    /// The greatest length of a message in bytes, all told, which AWS's own decoder in C sets.
    package static let limit = 16 * 1024 * 1024

    /// The greatest length of a message's headers in bytes.
    package static let headersLimit = 128 * 1024

    /// What a message is long besides its headers and payload: two lengths and two checksums.
    package static let overhead = 16
}

/// A value of a message's header; the cases are in the order of their codes on the wire.
package enum EventHeaderValue: Hashable, Sendable {
    case boolean(Bool)
    case byte(Int8)
    case short(Int16)
    case integer(Int32)
    case long(Int64)
    /// At most 32,767 bytes.
    case bytes([UInt8])
    /// At most 32,767 bytes of UTF-8.
    case string(String)
    case timestamp(Timestamp)
    /// Exactly 16 bytes.
    case uuid([UInt8])
}

/// Why bytes are no message of an event stream, or why a message cannot be written as one.
package enum EventStreamFault: Error, Hashable, Sendable {
    /// Longer than a message may be.
    case tooLong(Int)
    /// Headers longer than they may be, or than their message is.
    case headersTooLong(Int)
    /// A length that no message can have.
    case badLength(Int)
    case badChecksum
    /// A header that is cut off, named twice, of an unknown kind, or not text where it should be.
    case badHeader
    /// The end came within a message.
    case cutOff
}
