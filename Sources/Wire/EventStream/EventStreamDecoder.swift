/// Turns the messages of an answer's body into its events: `EventStreamEncoder` from the other end.
struct EventStreamDecoder: Sendable {
    /// What came already.
    private let decoder: EventMessageDecoder
    /// What is still to come.
    private let stream: BodyStream?

    init(_ decoder: EventMessageDecoder, _ stream: BodyStream?) {
        self.decoder = decoder
        self.stream = stream
    }

    /// The events; reading them throws the `ServiceError` that the stream ends with, if it does.
    var events: IncomingEvents {
        let source = self
        return IncomingEvents { schema, take in
            let feed = EventMessageFeed(source.decoder)
            for message in try await feed.messages(adding: []) { try await Self.pass(message, schema, take) }
            try await source.stream?.write { bytes in
                for message in try await feed.messages(adding: bytes) { try await Self.pass(message, schema, take) }
            }
            try await feed.finish()
        }
    }

    private static func pass(_ message: EventMessage, _ schema: EventSchema, _ take: IncomingEvents.Take) async throws {
        switch message.text(":message-type") {
        case "event":
            guard let type = message.text(":event-type"), let index = schema.events.firstIndex(of: type) else { return }
            try await take(index, EventReader(message))
        case "exception": throw exception(message, schema)
        case "error":
            let code = message.text(":error-code") ?? ""
            throw ServiceError(code: code, status: 400, message: message.text(":error-message") ?? "")
        default: throw WireFault.malformed("A message of the stream does not say what it is")
        }
    }

    private static func exception(_ message: EventMessage, _ schema: EventSchema) -> ServiceError {
        let name = message.text(":exception-type") ?? ""
        let document = (try? Document(json: message.payload)) ?? .object([])
        var fields: [String: String] = [:]
        for member in document.members where !["message", "Message"].contains(member.name) {
            if let text = member.value.text { fields[member.name] = text }
        }
        return ServiceError(
            code: schema.exceptions.first { $0.name == name }?.code ?? name,
            status: 400,
            message: document["message"]?.text ?? document["Message"]?.text ?? "",
            fields: fields
        )
    }
}

/// Keeps a decoder between the parts of a body.
private actor EventMessageFeed {
    private var decoder: EventMessageDecoder

    init(_ decoder: EventMessageDecoder) {
        self.decoder = decoder
    }

    func messages(adding bytes: [UInt8]) throws(EventStreamFault) -> [EventMessage] {
        decoder.append(bytes)
        var messages: [EventMessage] = []
        while let message = try decoder.next() { messages.append(message) }
        return messages
    }

    func finish() throws(EventStreamFault) { try decoder.finish() }
}
