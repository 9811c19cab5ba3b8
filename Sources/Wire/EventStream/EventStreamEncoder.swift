/// Turns the events of an answer into the messages of its body.
struct EventStreamEncoder: Sendable {
    static let contentType = "application/vnd.amazon.eventstream"
    /// The event that holds an answer's other members, where the protocol has no place for them but the body.
    static let initialType = "initial-response"

    let events: OutgoingEvents

    /// The body, from what it begins with to its end.
    ///
    /// A `ServiceError` ends it with a message of its own; any other failure breaks it off.
    func body(after initial: EventMessage?) throws -> BodyStream {
        let events = events
        let first = try initial?.encoded()
        return BodyStream { send in
            if let first { try await send(first) }
            do {
                try await events.forEach { index, write in
                    try await send(try Self.event(index, events.schema, write).encoded())
                }
            } catch let error as ServiceError {
                try await send(try Self.failure(error, events.schema).encoded())
            }
        }
    }

    /// The members that an answer has besides its events, as the stream's first message.
    static func initial(_ payload: [UInt8]) -> EventMessage {
        let type = WireProtocol.restJSON.contentType
        return EventMessage(headers: head("event", initialType, contentType: type), payload: payload)
    }

    private static func head(_ message: String, _ type: String, contentType: String?) -> [EventMessage.Header] {
        var headers = [
            EventMessage.Header(":message-type", .string(message)),
            EventMessage.Header(":\(message)-type", .string(type)),
        ]
        if let contentType { headers.append(EventMessage.Header(":content-type", .string(contentType))) }
        return headers
    }

    static func event(_ index: Int, _ schema: EventSchema, _ write: OutgoingEvents.Write) throws -> EventMessage {
        let writer = EventWriter()
        try write(writer)
        let head = head("event", schema.events[index], contentType: writer.contentType)
        return EventMessage(headers: head + writer.headers, payload: writer.payload)
    }

    /// An exception where the stream's model has the error, else an error in headers alone.
    static func failure(_ error: ServiceError, _ schema: EventSchema) -> EventMessage {
        let code = error.jsonCode ?? error.code
        guard let exception = schema.exceptions.first(where: { $0.code == code }) else {
            return EventMessage(headers: [
                EventMessage.Header(":message-type", .string("error")),
                EventMessage.Header(":error-code", .string(code)),
                EventMessage.Header(":error-message", .string(clipped(error.message))),
            ])
        }
        let members = [Document.Member(exception.message, .string(error.message))]
        let fields = error.fields.sorted { $0.key < $1.key }.map { Document.Member($0.key, .string($0.value)) }
        let type = WireProtocol.restJSON.contentType
        return EventMessage(
            headers: head("exception", exception.name, contentType: type),
            payload: Document.object(members + fields).json
        )
    }

    /// As much of a text as a header holds.
    private static func clipped(_ text: String) -> String {
        guard text.utf8.count > Int(Int16.max) else { return text }
        var clipped = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > Int(Int16.max) { break }
            clipped.append(scalar)
        }
        return String(clipped)
    }
}
