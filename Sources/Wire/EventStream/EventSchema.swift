/// What a model says of an event stream: the names under which its events and exceptions travel.
package struct EventSchema: Hashable, Sendable {
    /// The names of the events, by index.
    package let events: [String]
    package let exceptions: [ExceptionName]

    /// An exception of the stream, under its name and as `ServiceError` knows it.
    package struct ExceptionName: Hashable, Sendable {
        /// The name of the stream's member.
        package let name: String
        package let code: String
        /// How the exception spells the member that holds its message.
        package let message: String

        package init(_ name: String, code: String? = nil, message: String = "message") {
            self.name = name
            self.code = code ?? name
            self.message = message
        }
    }

    package init(events: [String], exceptions: [ExceptionName] = []) {
        self.events = events
        self.exceptions = exceptions
    }
}

/// Any event of one stream; generated as an enumeration with a case for each event.
package protocol EventShape: Hashable, Sendable {
    static var eventSchema: EventSchema { get }

    /// Reads the event of an index in the schema; `nil` where there is none.
    init?(_ index: Int, from reader: any ShapeReader) throws

    /// The event's index in the schema, and its structure.
    var indexed: (index: Int, value: any ModelShape) { get }
}
