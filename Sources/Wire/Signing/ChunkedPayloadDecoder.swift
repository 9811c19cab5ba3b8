internal import Crypto

/// Unwraps an `aws-chunked` body as it arrives, piece by piece of any size, and checks its signatures in chain.
///
/// Data comes out before the signature of its chunk could be checked: nothing of it may count until `finish` has
/// returned. Memory is bounded by one line, or by the trailers.
package struct ChunkedPayloadDecoder: Sendable {
    /// One header after the body, such as a checksum; the name is lowercase.
    package typealias Trailer = HeaderList.Field

    private enum State: Hashable {
        case chunkLine
        case data(remaining: Int)
        /// The line break after a chunk's data; so many of its bytes have come.
        case dataEnd(seen: Int)
        case trailers
        /// After the trailers' signature, an empty line is all that may come.
        case lastLine
        case finished
    }

    /// The longest first line of a chunk, and all trailers together, in bytes.
    private static let longestLine = 256
    private static let longestTrailers = 8192

    private let takesTrailers: Bool
    private let declaredLength: Int?
    private var chain: ChunkSignatureChain?
    private var state = State.chunkLine
    private var line: [UInt8] = []
    private var trailerBytes = 0
    private var decodedLength = 0
    private var chunkSignature: [UInt8] = []
    private var chunkHash = SHA256()
    private var isLastChunk = false

    /// The trailers so far; whole once `finish` has returned.
    package private(set) var trailers: [Trailer] = []

    /// - Parameters:
    ///   - payload: one of the chunked declarations.
    ///   - length: `x-amz-decoded-content-length`.
    ///   - chain: from the verified signature; `nil` where chunks are unsigned.
    package init(_ payload: PayloadDeclaration, length: Int?, chain: ChunkSignatureChain?) {
        takesTrailers = payload != .signedChunks
        declaredLength = length
        self.chain = chain
    }

    /// Whether the end of the body has been seen.
    package var isFinished: Bool { state == .finished }

    /// Takes the next bytes and appends what they decode to.
    package mutating func decode(
        _ input: UnsafeRawBufferPointer, into output: inout [UInt8]
    ) throws(ChunkedPayloadFault) {
        var index = 0
        while index < input.count {
            switch state {
            case .data(let remaining):
                let count = min(remaining, input.count - index)
                let piece = UnsafeRawBufferPointer(rebasing: input[index..<index + count])
                if chain != nil { chunkHash.update(bufferPointer: piece) }
                output.append(contentsOf: piece)
                index += count
                state = .data(remaining: remaining - count)
                if remaining == count { try endChunk() }
            case .dataEnd(let seen):
                guard input[index] == (seen == 0 ? 0x0d : 0x0a) else { throw .malformedChunk }
                index += 1
                state = seen == 0 ? .dataEnd(seen: 1) : .chunkLine
            case .chunkLine, .trailers, .lastLine:
                index = try takeLine(input, from: index)
            case .finished:
                throw .excess
            }
        }
    }

    /// Takes the next bytes and gives what they decode to.
    package mutating func decode(_ input: [UInt8]) throws(ChunkedPayloadFault) -> [UInt8] {
        var output: [UInt8] = []
        let result = input.withUnsafeBytes { bytes in
            Result { () throws(ChunkedPayloadFault) in try decode(bytes, into: &output) }
        }
        try result.get()
        return output
    }

    /// Says that no more bytes come; faults unless the body is whole and proven.
    package mutating func finish() throws(ChunkedPayloadFault) {
        if state == .lastLine && line.isEmpty { state = .finished }
        guard state == .finished else { throw .truncated }
    }

    /// Collects bytes up to a line feed and acts on the line.
    private mutating func takeLine(_ input: UnsafeRawBufferPointer, from start: Int) throws(ChunkedPayloadFault) -> Int
    {
        let end = input[start...].firstIndex(of: 0x0a)
        let stop = end ?? input.count
        let limit = state == .chunkLine ? Self.longestLine : Self.longestTrailers - trailerBytes
        guard line.count + stop - start <= limit else {
            throw state == .chunkLine ? .malformedChunk : .malformedTrailer
        }
        line.append(contentsOf: input[start..<stop])
        guard end != nil else { return stop }
        let whole = line
        line.removeAll(keepingCapacity: true)
        switch state {
        case .chunkLine: try takeChunkLine(whole)
        case .trailers: try takeTrailer(whole)
        default:
            guard whole.isEmpty || whole == [0x0d] else { throw .malformedTrailer }
            state = .finished
        }
        return stop + 1
    }

    /// Reads `size` or `size;chunk-signature=…`.
    private mutating func takeChunkLine(_ whole: [UInt8]) throws(ChunkedPayloadFault) {
        guard whole.last == 0x0d else { throw .malformedChunk }
        let text = whole.dropLast()
        let sizeEnd = text.firstIndex(of: UInt8(ascii: ";")) ?? text.endIndex
        guard (1...15).contains(sizeEnd) else { throw .malformedChunk }
        var size = 0
        for byte in text[..<sizeEnd] {
            guard let digit = ASCII.hexadecimalValue(byte) else { throw .malformedChunk }
            size = size << 4 | Int(digit)
        }
        if chain != nil {
            let marker = Array(";chunk-signature=".utf8)
            guard text[sizeEnd...].starts(with: marker) else { throw .malformedChunk }
            chunkSignature = Array(text[(sizeEnd + marker.count)...])
            chunkHash = SHA256()
        }
        if let declaredLength, size > declaredLength - decodedLength { throw .wrongLength(declared: declaredLength) }
        guard size <= Int.max - decodedLength else { throw .malformedChunk }
        decodedLength += size
        isLastChunk = size == 0
        state = .data(remaining: size)
        if size == 0 { try endChunk() }
    }

    private mutating func endChunk() throws(ChunkedPayloadFault) {
        if chain != nil {
            let computed = chain?.next(chunk: chunkHash.finalize()) ?? []
            guard SigningText.isEqualInConstantTime(computed, chunkSignature) else { throw .wrongSignature }
        }
        guard isLastChunk else {
            state = .dataEnd(seen: 0)
            return
        }
        if let declaredLength, decodedLength != declaredLength { throw .wrongLength(declared: declaredLength) }
        state = takesTrailers ? .trailers : .lastLine
    }

    private mutating func takeTrailer(_ whole: [UInt8]) throws(ChunkedPayloadFault) {
        trailerBytes += whole.count + 1
        let text = whole.last == 0x0d ? whole.dropLast() : whole[...]
        if text.isEmpty {
            // Signed trailers end with their signature; AWS's own example has an empty line before it.
            if chain == nil { state = .finished }
            return
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { throw .malformedTrailer }
        let name = ASCII.lowercased(SigningText.string(text[..<colon]))
        let value = Self.trimmed(text[(colon + 1)...])
        guard chain != nil, name == "x-amz-trailer-signature" else {
            trailers.append(Trailer(name, SigningText.string(value)))
            return
        }
        var canonical: [UInt8] = []
        for trailer in trailers { canonical.append(contentsOf: "\(trailer.name):\(trailer.value)\n".utf8) }
        let computed = chain?.next(trailers: canonical) ?? []
        guard SigningText.isEqualInConstantTime(computed, Array(value)) else { throw .wrongSignature }
        state = .lastLine
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while text.first == 0x20 || text.first == 0x09 { text.removeFirst() }
        while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
        return text
    }
}
