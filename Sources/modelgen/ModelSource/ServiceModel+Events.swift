package import Wire

extension ServiceModel {
    /// The names of an event stream's events and exceptions, with the references to the events' structures.
    package func events(of name: String) throws -> (schema: EventSchema, events: [Document], exceptions: [String]) {
        var events: [Document.Member] = []
        var exceptions: [EventSchema.ExceptionName] = []
        var shapes: [String] = []
        for member in try shape(name)["members"]?.members ?? [] {
            let (target, json) = try target(of: member.value)
            if json["exception"]?.isTrue == true {
                let message = try messageName(of: target)
                exceptions.append(EventSchema.ExceptionName(member.name, code: target, message: message))
                shapes.append(target)
            } else {
                events.append(member)
            }
        }
        return (EventSchema(events: events.map(\.name), exceptions: exceptions), events.map(\.value), shapes)
    }

    /// How an error spells the member that holds its message.
    package func messageName(of error: String) throws -> String {
        let message = try shape(error)["members"]?.members.first { $0.name.lowercased() == "message" }
        return message.map { $0.value["locationName"]?.text ?? $0.name } ?? "message"
    }
}
