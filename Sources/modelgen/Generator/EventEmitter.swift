import ModelSource
import Wire

/// Writes an event stream's union as an enumeration with a case for each event.
struct EventEmitter {
    let service: ServiceEmitter

    init(_ service: ServiceEmitter) {
        self.service = service
    }

    func union(_ name: String) throws -> String {
        let model = service.source.model
        let (schema, references, _) = try model.events(of: name)
        let events = try zip(schema.events, references).enumerated().map { index, event in
            Event(index: index, name: SwiftNames.property(event.0), type: try type(event.1))
        }
        func lines(_ line: (Event) -> String) -> String { events.map(line).joined(separator: "\n") }
        return """
            /// The events of the stream `\(name)`.
            package enum \(SwiftNames.type(name)): EventShape {
            \(lines { "case \($0.name)(\($0.type))" })

            package init?(_ index: Int, from reader: any ShapeReader) throws {
                switch index {
                \(lines { "case \($0.index): self = .\($0.name)(try \($0.type)(from: reader))" })
                default: return nil
                }
            }

            package var indexed: (index: Int, value: any ModelShape) {
                switch self {
                \(lines { "case .\($0.name)(let value): (\($0.index), value)" })
                }
            }

            package static let eventSchema = EventSchema(\(arguments(schema)))
            }
            """
    }

    /// One event with all that its lines of code need.
    private struct Event {
        var index: Int
        var name: String
        var type: String
    }

    private func type(_ reference: Document) throws -> String {
        SwiftNames.type(try service.source.model.target(of: reference).name)
    }

    private func arguments(_ schema: EventSchema) -> String {
        let events = "events: [\(schema.events.map { "\"\($0)\"" }.joined(separator: ", "))]"
        if schema.exceptions.isEmpty { return events }
        let exceptions = schema.exceptions.map { exception in
            let message = exception.message == "message" ? "" : ", message: \"\(exception.message)\""
            return "EventSchema.ExceptionName(\"\(exception.name)\", code: \"\(exception.code)\"\(message))"
        }
        return "\(events), exceptions: [\(exceptions.joined(separator: ", "))]"
    }
}
