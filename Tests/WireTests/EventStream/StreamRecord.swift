import Wire

/// Collects what a stream sends.
actor StreamRecord<Part: Sendable> {
    private(set) var parts: [Part] = []

    func append(_ part: Part) { parts.append(part) }
}

extension WireResponse {
    /// The messages of its body.
    func messages() async throws -> [EventMessage] {
        var decoder = EventMessageDecoder()
        for part in try await bodyParts() { decoder.append(part) }
        var messages: [EventMessage] = []
        while let message = try decoder.next() { messages.append(message) }
        try decoder.finish()
        return messages
    }

    /// What its body consists of, in the parts in which it is sent.
    func bodyParts() async throws -> [[UInt8]] {
        let record = StreamRecord<[UInt8]>()
        await record.append(body)
        try await stream?.write { await record.append($0) }
        return await record.parts
    }
}

extension EventStream {
    func events() async throws -> [Event] {
        let record = StreamRecord<Event>()
        try await forEach { await record.append($0) }
        return await record.parts
    }
}
