import ModelSource
import Wire
import WireInterpreter

/// One published case: its small model, and what is to come out.
struct VectorCase {
    let id: String
    let json: Document
    let interpreter: ModelInterpreter
    let operation: OperationModel
    let descriptor: OperationDescriptor

    init(_ json: Document, in suite: Document) throws {
        self.id = json["id"]?.text ?? ""
        self.json = json
        let given = json["given"] ?? .null
        let name = given["name"]?.text ?? ""
        let model = Document.object([
            .init("metadata", suite["metadata"] ?? .null),
            .init("shapes", suite["shapes"] ?? .object([])),
            .init("operations", .object([.init(name, given)])),
        ])
        self.interpreter = try ModelInterpreter(model)
        self.operation = interpreter.model.operations[0]
        self.descriptor = interpreter.model.descriptor(of: operation, in: interpreter.service)
    }

    /// The cases of a file but for those left out.
    static func all(_ file: String, without excluded: [String: String]) throws -> [VectorCase] {
        try VectorFolder.suites(file).flatMap { suite in
            try (suite["cases"]?.elements ?? [])
                .filter { excluded[$0["id"]?.text ?? ""] == nil }
                .map { try VectorCase($0, in: suite) }
        }
    }

    /// Parameters and results as the cases spell them: blobs as text, moments as seconds.
    func value(_ json: Document, _ reference: Document?) throws -> DynamicValue {
        guard let reference else { return .map([:]) }
        let (name, shape) = try interpreter.model.target(of: reference)
        switch (try interpreter.model.schema(of: name).kind, json) {
        case (.document, _): return .document(json)
        case (_, .null): return .null
        case (.blob, .string(let text)): return .blob(Array(text.utf8))
        case (.timestamp, _): return .timestamp(try timestamp(json))
        case (.double, .string(let text)): return .double(Self.special(text))
        case (.double, _): return .double(json.number ?? .nan)
        case (.list, .array(let elements)): return .list(try elements.map { try value($0, shape["member"]) })
        case (.map, .object(let members)):
            var entries: [String: DynamicValue] = [:]
            for member in members { entries[member.name] = try value(member.value, shape["value"]) }
            return .map(entries)
        case (.structure, .object(let members)):
            var values: [String: DynamicValue] = [:]
            for member in members {
                let value = try value(member.value, shape["members"]?[member.name])
                if value != .null { values[member.name] = value }
            }
            return .map(values)
        default: return try DynamicValue(tagged: json)
        }
    }

    private func timestamp(_ json: Document) throws -> Timestamp {
        if let seconds = json.number, let timestamp = Timestamp(fractionalSeconds: seconds) { return timestamp }
        guard let text = json.text, let timestamp = Timestamp(text: text) else {
            throw ModelFault("no moment: \(json)")
        }
        return timestamp
    }

    private static func special(_ text: String) -> Double {
        switch text {
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: .nan
        }
    }
}

extension VectorCase {
    var response: WireResponse {
        let response = json["response"] ?? .null
        return WireResponse(
            status: Int(response["status_code"]?.number ?? 200),
            headers: HeaderList((response["headers"]?.members ?? []).map { .init($0.name, $0.value.text ?? "") }),
            body: Array((response["body"]?.text ?? "").utf8)
        )
    }

    /// The request as the case spells it.
    var request: WireRequest {
        let serialized = json["serialized"] ?? .null
        let uri = (serialized["uri"]?.text ?? "/").split(separator: "?", maxSplits: 1)
        return WireRequest(
            method: serialized["method"]?.text ?? "POST",
            path: uri.first.map(String.init) ?? "/",
            query: uri.count > 1 ? String(uri[1]) : "",
            headers: HeaderList((serialized["headers"]?.members ?? []).map { .init($0.name, $0.value.text ?? "") }),
            body: Array((serialized["body"]?.text ?? "").utf8)
        )
    }
}
