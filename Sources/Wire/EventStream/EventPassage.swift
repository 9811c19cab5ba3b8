/// A stream of events on its way into an answer, apart from the type of its events.
package struct OutgoingEvents: Sendable {
    package typealias Write = @Sendable (any ShapeWriter) throws -> Void
    /// Takes an event's index in the schema, and what writes its structure.
    package typealias Take = @Sendable (Int, Write) async throws -> Void

    package let schema: EventSchema
    package let forEach: @Sendable (Take) async throws -> Void

    package init(_ schema: EventSchema, _ forEach: @escaping @Sendable (Take) async throws -> Void) {
        self.schema = schema
        self.forEach = forEach
    }
}

/// A stream of events that an answer holds, apart from the type of its events.
package struct IncomingEvents: Sendable {
    /// Takes an event's index in the schema, and a reader of its structure.
    package typealias Take = @Sendable (Int, sending any ShapeReader) async throws -> Void

    package let forEach: @Sendable (EventSchema, Take) async throws -> Void

    package init(_ forEach: @escaping @Sendable (EventSchema, Take) async throws -> Void) {
        self.forEach = forEach
    }
}

extension ShapeWriter {
    /// Refuses, as every format does that has no events: only the outermost structure of an answer holds a stream.
    package func events(_ events: OutgoingEvents) throws {
        throw WireFault.unexpected("A stream of events cannot be written here")
    }

    /// Writes the stream of events that a structure holds.
    package func events<Event: EventShape>(_ index: Int, _ stream: EventStream<Event>) throws {
        try member(index)
        try events(
            OutgoingEvents(Event.eventSchema) { take in
                try await stream.forEach { event in
                    try await take(event.indexed.index) { try event.indexed.value.encode(to: $0) }
                }
            })
    }
}

extension ShapeReader {
    /// Refuses, as every format does that has no events.
    package func events() throws -> IncomingEvents {
        throw WireFault.unexpected("A stream of events cannot be read here")
    }

    /// Reads the stream of events that a structure holds; events that the model does not know are left out.
    package func events<Event: EventShape>(_: Event.Type) throws -> EventStream<Event> {
        let incoming = try events()
        return EventStream { send in
            try await incoming.forEach(Event.eventSchema) { index, reader in
                if let event = try Event(index, from: reader) { try await send(event) }
            }
        }
    }
}
