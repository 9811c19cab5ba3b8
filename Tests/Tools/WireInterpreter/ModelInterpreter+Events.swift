import ModelSource
import Wire

/// Streams of events are read and written by interpreters of their own, since they may go on elsewhere.
extension ModelInterpreter {
    func events(_ name: String, _ incoming: IncomingEvents) throws -> EventStream<DynamicValue> {
        let (schema, references, _) = try model.events(of: name)
        let json = json
        return EventStream { send in
            try await incoming.forEach(schema) { index, reader in
                let value = try ModelInterpreter(json).read(references[index], from: reader)
                try await send(.map([schema.events[index]: value]))
            }
        }
    }

    func events(_ name: String, _ elements: [DynamicValue]) throws -> OutgoingEvents {
        let (schema, references, _) = try model.events(of: name)
        let json = json
        return OutgoingEvents(schema) { take in
            for element in elements {
                let (index, value) = try element.event(of: schema)
                try await take(index) { try ModelInterpreter(json).write(value, references[index], to: $0) }
            }
        }
    }
}

extension DynamicValue {
    /// What stands for an error that ends a stream of events, with its `code` and `message`.
    package static let streamError = "$error"

    /// An event's index and value; throws the error that stands in its place.
    func event(of schema: EventSchema) throws -> (index: Int, value: DynamicValue) {
        guard case .map(let entries) = self, let (name, value) = entries.first, entries.count == 1 else {
            throw WireFault.unexpected("an event is a map of one entry: \(self)")
        }
        if name == Self.streamError, case .map(let error) = value, case .string(let code) = error["code"],
            case .string(let message) = error["message"]
        {
            throw ServiceError(code: code, status: 400, message: message)
        }
        guard let index = schema.events.firstIndex(of: name) else {
            throw WireFault.unexpected("the stream has no event \(name)")
        }
        return (index, value)
    }

    /// A structure with the events of its stream as a list, at the end of which stands the error that ended it.
    package func collected() async throws -> DynamicValue {
        guard case .map(var members) = self else { return self }
        for (name, value) in members {
            guard case .events(let stream) = value else { continue }
            let collection = EventCollection()
            do {
                try await stream.forEach { await collection.append($0) }
            } catch let error as ServiceError {
                let error = ["code": DynamicValue.string(error.code), "message": .string(error.message)]
                await collection.append(.map([Self.streamError: .map(error)]))
            }
            members[name] = .list(await collection.events)
        }
        return .map(members)
    }
}

/// The events of one stream, in order.
private actor EventCollection {
    private(set) var events: [DynamicValue] = []

    func append(_ event: DynamicValue) { events.append(event) }
}
