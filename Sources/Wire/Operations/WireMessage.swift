/// HTTP headers in the order in which they came; names compare without case and may repeat.
package struct HeaderList: Hashable, Sendable {
    package var fields: [Field]

    /// One header line.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value under a name; `nil` where there is none.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name.isEqualIgnoringASCIICase(name) }?.value
    }

    /// Every value under a name, in order.
    package func all(_ name: String) -> [String] {
        fields.filter { $0.name.isEqualIgnoringASCIICase(name) }.map(\.value)
    }

    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name, value))
    }
}

/// An HTTP request with its whole body, as the codecs and the signature see it.
package struct WireRequest: Hashable, Sendable {
    package var method: String
    /// The path exactly as it came, still percent-encoded.
    package var path: String
    /// What follows the question mark, exactly as it came; empty where there is none.
    package var query: String
    package var headers: HeaderList
    package var body: [UInt8]

    package init(method: String, path: String, query: String = "", headers: HeaderList = .init(), body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// An HTTP answer with its whole body, or with one that is still being made.
package struct WireResponse: Hashable, Sendable {
    package var status: Int
    package var headers: HeaderList
    package var body: [UInt8]
    /// What follows `body`, without a length known beforehand.
    package var stream: BodyStream?

    package init(status: Int, headers: HeaderList = .init(), body: [UInt8] = [], stream: BodyStream? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.stream = stream
    }
}

extension String {
    /// Equality of header names: ASCII letters compare without case.
    package func isEqualIgnoringASCIICase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // Asked for every header of every request, so bytes are compared where they lie.
        return withUTF8Bytes { left in
            other.withUTF8Bytes { right in
                for index in 0..<left.count where ASCII.lowercased(left[index]) != ASCII.lowercased(right[index]) {
                    return false
                }
                return true
            }
        }
    }
}
