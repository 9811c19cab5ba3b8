import UserPoolsModel
import Wire

/// What a function answered: members of an object, each of the right type or refused; unknown ones are ignored.
struct TriggerAnswer: Sendable {
    private static let envelope = [
        "version", "triggerSource", "region", "userPoolId", "userName", "callerContext", "request", "response",
    ]

    let object: Document

    /// The `response` of an event that came back; the event must be whole.
    ///
    /// Source: AWS support's answer in https://stackoverflow.com/questions/42706896 ("Cognito expects the complete
    /// event source back"), and https://github.com/aws-amplify/amplify-cli/issues/2735 for `null`.
    init(payload: [UInt8]) throws {
        guard let event = try? Document(json: payload), event != .null else {
            throw UserPoolsError.invalidLambdaResponse("Invalid lambda function output : Invalid JSON")
        }
        guard Self.envelope.allSatisfy({ event[$0] != nil }), let response = event["response"] else {
            throw Self.unrecognizable()
        }
        try self.init(response)
    }

    init(_ object: Document) throws {
        guard case .object = object else { throw Self.unrecognizable() }
        self.object = object
    }

    static func unrecognizable() -> ServiceError {
        UserPoolsError.invalidLambdaResponse("Unrecognizable lambda output")
    }

    /// A member that is there and not `null`.
    private func value(_ name: String) -> Document? {
        object[name].flatMap { $0 == .null ? nil : $0 }
    }

    /// Whether a member is named at all, be it `null`.
    func names(_ name: String) -> Bool { object[name] != nil }

    /// False where it was not set.
    func boolean(_ name: String) throws -> Bool {
        guard let value = value(name) else { return false }
        guard case .boolean(let boolean) = value else { throw Self.unrecognizable() }
        return boolean
    }

    func text(_ name: String) throws -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.text else { throw Self.unrecognizable() }
        return text
    }

    func list(_ name: String) throws -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else { throw Self.unrecognizable() }
        return try elements.map { element in
            guard let text = element.text else { throw Self.unrecognizable() }
            return text
        }
    }

    func answer(_ name: String) throws -> TriggerAnswer? {
        try value(name).map(TriggerAnswer.init)
    }

    /// An object of strings; numbers and booleans become their text, as AWS takes them, and `null` is nothing.
    func strings(_ name: String) throws -> [String: String]? {
        guard let answer = try answer(name) else { return nil }
        var strings: [String: String] = [:]
        for member in answer.object.members {
            switch member.value {
            case .null: continue
            case .string(let text): strings[member.name] = text
            case .array, .object: throw Self.unrecognizable()
            case .boolean, .integer, .double: strings[member.name] = member.value.jsonText
            }
        }
        return strings
    }
}

extension Document {
    var jsonText: String { String(decoding: json, as: UTF8.self) }
}
