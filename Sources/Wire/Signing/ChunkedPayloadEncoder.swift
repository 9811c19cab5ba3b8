/// Wraps a body in `aws-chunked` framing, signed in chain where there is one.
package struct ChunkedPayloadEncoder: Sendable {
    /// S3 refuses signed chunks below this size, but for the last; in bytes.
    package static let smallestChunk = 8192

    private var chain: ChunkSignatureChain?

    /// - Parameter chain: from the signed request; `nil` for unsigned chunks.
    package init(chain: ChunkSignatureChain?) {
        self.chain = chain
    }

    /// One chunk of data; nothing for no data, since an empty chunk is the end.
    package mutating func chunk(_ data: [UInt8]) -> [UInt8] {
        guard !data.isEmpty else { return [] }
        var bytes = firstLine(data)
        bytes.append(contentsOf: data)
        bytes.append(contentsOf: [0x0d, 0x0a])
        return bytes
    }

    /// The end of the body, with its trailers and, where chunks are signed, their signature.
    ///
    /// - Parameter trailers: `nil` where the request's declaration names no trailer.
    package mutating func end(trailers: [HeaderList.Field]?) -> [UInt8] {
        var bytes = firstLine([])
        if let trailers {
            var canonical: [UInt8] = []
            for trailer in trailers {
                let line = "\(ASCII.lowercased(trailer.name)):\(trailer.value)"
                bytes.append(contentsOf: "\(line)\r\n".utf8)
                canonical.append(contentsOf: "\(line)\n".utf8)
            }
            if let signature = chain?.next(trailers: canonical) {
                bytes.append(contentsOf: "x-amz-trailer-signature:".utf8)
                bytes.append(contentsOf: signature)
                bytes.append(contentsOf: [0x0d, 0x0a])
            }
        }
        bytes.append(contentsOf: [0x0d, 0x0a])
        return bytes
    }

    /// The `Content-Length` of a framed body without trailers.
    package static func length(of decodedLength: Int, chunkSize: Int, isSigned: Bool) -> Int {
        func framed(_ size: Int) -> Int {
            String(size, radix: 16).utf8.count + (isSigned ? ";chunk-signature=".utf8.count + 64 : 0) + 4 + size
        }
        let rest = decodedLength % chunkSize
        return decodedLength / chunkSize * framed(chunkSize) + (rest > 0 ? framed(rest) : 0) + framed(0)
    }

    private mutating func firstLine(_ data: [UInt8]) -> [UInt8] {
        var bytes = Array(String(data.count, radix: 16).utf8)
        bytes.reserveCapacity(data.count + 128)
        if let signature = chain?.next(chunk: SigningHash.digest(data)) {
            bytes.append(contentsOf: ";chunk-signature=".utf8)
            bytes.append(contentsOf: signature)
        }
        bytes.append(contentsOf: [0x0d, 0x0a])
        return bytes
    }
}
