// Built by `build` beside it as one module with Wire's own files, since a package's executable must have a `main`
// and libFuzzer brings its own. The first byte of an input chooses the decoder.

/// The entry point that libFuzzer calls with one input after another.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start.pointee % 7 {
    case 0: _ = try? Document(json: bytes)
    case 1: _ = ClientCodec(.query).decodeError(WireResponse(status: 400, body: bytes))
    case 2: _ = try? FormFields(bytes)
    case 3: _ = Timestamp(text: String(decoding: bytes, as: UTF8.self))
    case 4: _ = Pattern(String(decoding: bytes, as: UTF8.self))?.matches("aaaaaaaaaaaaaaaa-aaaa:aaaa/aaaa")
    case 5: fuzzEvents(bytes)
    default: fuzzForm(bytes)
    }
    return 0
}

/// A form read as a structure that holds a list, a map and scalars.
private func fuzzForm(_ bytes: [UInt8]) {
    let list = ShapeSchema(kind: .list, element: ShapeReference(.string))
    let map = ShapeSchema(kind: .map, element: ShapeReference(.integer), key: ShapeReference(.string))
    let schema = StructureSchema("S", [MemberSchema("L", list), MemberSchema("M", map), MemberSchema("N", .double)])
    guard let form = try? FormFields(bytes) else { return }
    let reader = QueryReader(form)
    do {
        try reader.beginStructure(schema)
        while let index = try reader.nextMember() {
            switch index {
            case 0: _ = try reader.list { try reader.string() }
            case 1: _ = try reader.map { try reader.integer() }
            default: _ = try reader.double()
            }
        }
    } catch {}
}

/// A message of an event stream as it comes, and one with right checksums around what came.
private func fuzzEvents(_ bytes: [UInt8]) {
    var raw = EventMessageDecoder()
    raw.append(bytes)
    while (try? raw.next()) != nil {}
    guard bytes.count >= 8 else { return }
    var framed = Array(bytes.prefix(8))
    appendChecksum(to: &framed)
    framed += bytes.dropFirst(8)
    appendChecksum(to: &framed)
    var decoder = EventMessageDecoder()
    for half in [framed.prefix(framed.count / 2), framed.dropFirst(framed.count / 2)] {
        decoder.append(half)
        guard let message = try? decoder.next() else { continue }
        // A message's text may be longer than may be sent, but what can be sent is what came.
        if let again = try? message.encoded() { precondition(framed.starts(with: again), "written as it was not read") }
        let schema = StructureSchema(
            "S", [MemberSchema("a", ShapeReference(.string), location: .eventHeader), MemberSchema("b", .integer)])
        let reader = EventReader(message)
        try? reader.beginStructure(schema)
        while let index = try? reader.nextMember() {
            if index == 0 { _ = try? reader.string() } else if (try? reader.integer()) == nil { break }
        }
        // What follows is without right checksums.
        break
    }
}

private func appendChecksum(to bytes: inout [UInt8]) {
    var checksum = CRC32()
    checksum.add(bytes)
    withUnsafeBytes(of: checksum.value.bigEndian) { bytes.append(contentsOf: $0) }
}
