/// The third line of a canonical request.
enum CanonicalQuery {
    /// One parameter, as ranges of the buffer that holds the encoded parameters.
    private struct Parameter {
        var name: Range<Int>
        var value: Range<Int>
    }

    /// Writes the parameters re-encoded and in the order of their encoded bytes, name before value.
    ///
    /// Parameters without `=` have an empty value; nothing between two `&` is nothing. A presigned URL's own
    /// signature cannot be part of what it signs and is left out on request.
    static func append(_ query: String, omitsSignature: Bool, to bytes: inout [UInt8]) {
        guard !query.utf8.isEmpty else { return }
        var encoded: [UInt8] = []
        encoded.reserveCapacity(query.utf8.count + 32)
        var parameters: [Parameter] = []
        query.withUTF8Bytes { raw in
            for pair in raw.split(separator: UInt8(ascii: "&")) {
                let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
                let start = encoded.count
                CanonicalEncoding.appendCanonical(pair[..<equals], to: &encoded)
                let middle = encoded.count
                if omitsSignature && encoded[start...].elementsEqual("X-Amz-Signature".utf8) { continue }
                if equals < pair.endIndex {
                    CanonicalEncoding.appendCanonical(pair[(equals + 1)...], to: &encoded)
                }
                parameters.append(Parameter(name: start..<middle, value: middle..<encoded.count))
            }
        }
        encoded.withUnsafeBufferPointer { encoded in
            parameters.sort { left, right in
                switch compare(encoded[left.name], encoded[right.name]) {
                case 0: compare(encoded[left.value], encoded[right.value]) < 0
                case let order: order < 0
                }
            }
            for (index, parameter) in parameters.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: "&")) }
                bytes.append(contentsOf: encoded[parameter.name])
                bytes.append(UInt8(ascii: "="))
                bytes.append(contentsOf: encoded[parameter.value])
            }
        }
    }

    /// The first value of each wanted parameter, decoded, in the order of `names`.
    static func values(of names: [String], in query: String) -> [String?] {
        var values = [String?](repeating: nil, count: names.count)
        query.withUTF8Bytes { raw in
            for pair in raw.split(separator: UInt8(ascii: "&")) {
                let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
                // Every wanted name is unreserved text, so one that came escaped is decoded before it is compared.
                let name = CanonicalEncoding.decodeForm(pair[..<equals])
                guard let index = names.firstIndex(of: name), values[index] == nil else { continue }
                values[index] = equals < pair.endIndex ? CanonicalEncoding.decodeForm(pair[(equals + 1)...]) : ""
            }
        }
        return values
    }

    private static func compare(
        _ left: Slice<UnsafeBufferPointer<UInt8>>, _ right: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Int {
        let shared = min(left.count, right.count)
        for offset in 0..<shared {
            let (leftByte, rightByte) = (left[left.startIndex + offset], right[right.startIndex + offset])
            if leftByte != rightByte { return leftByte < rightByte ? -1 : 1 }
        }
        return left.count - right.count
    }
}
