import ModelSource
import Wire
import WireInterpreter

/// Answers another implementation's questions about how this one reads and writes.
struct Oracle {
    /// By service and operation.
    private var operations: [String: [String: any OracleOperation]] = [:]
    private var services: [String: ServiceDescriptor] = [:]
    private var routers: [String: OperationRouter] = [:]

    init(generated: [(ServiceDescriptor, [any ModelOperation.Type])]) {
        for (service, types) in generated {
            register(service.name, service, types.map(Self.generated))
        }
    }

    private static func generated(_ type: any ModelOperation.Type) -> any OracleOperation {
        func open<O: ModelOperation>(_: O.Type) -> any OracleOperation { GeneratedOperation<O>() }
        return open(type)
    }

    private mutating func register(_ name: String, _ service: ServiceDescriptor, _ list: [any OracleOperation]) {
        services[name] = service
        operations[name] = Dictionary(uniqueKeysWithValues: list.map { ($0.descriptor.name, $0) })
        routers[name] = OperationRouter(list.map(\.descriptor))
    }

    /// The answer to one line.
    mutating func answer(_ line: [UInt8]) async -> Document {
        do {
            return try await answer(try Document(json: line))
        } catch let error as ServiceError {
            return Self.object([
                ("error", .string(error.code)), ("status", .integer(error.status)), ("message", .string(error.message)),
            ])
        } catch {
            return Self.object([("fault", .string("\(error)"))])
        }
    }

    private static func object(_ members: [(String, Document)]) -> Document {
        .object(members.map { Document.Member($0.0, $0.1) })
    }

    private mutating func answer(_ question: Document) async throws -> Document {
        let name = question["service"]?.text ?? ""
        switch question["command"]?.text {
        case "load": return try load(name, question)
        case "services": return Self.object([("services", .array(services.keys.sorted().map { .string($0) }))])
        case "operations":
            return Self.object([("operations", .array((operations[name] ?? [:]).keys.sorted().map { .string($0) }))])
        case "encodeError": return try encodeError(name, question)
        case "decodeInput":
            let request = try OracleMessage.request(question["request"] ?? .null)
            guard let found = try routers[name]?.operation(for: request),
                let operation = operations[name]?[found.name]
            else { throw ModelFault("no service \(name)") }
            let decoded = try operation.decodeInput(request)
            let missing = Document.array(decoded.missing.map { .string($0) })
            return Self.object([
                ("operation", .string(found.name)), ("value", decoded.value.tagged), ("missing", missing),
            ])
        default: return try await answer(question, service: name)
        }
    }

    private func answer(_ question: Document, service: String) async throws -> Document {
        guard let operation = operations[service]?[question["operation"]?.text ?? ""] else {
            throw ModelFault("no operation is meant")
        }
        let value = try DynamicValue(tagged: question["value"] ?? .null)
        switch question["command"]?.text {
        case "encodeRequest": return OracleMessage.document(try operation.encodeRequest(value))
        case "encodeOutput": return OracleMessage.document(try await operation.encodeOutput(value).collected())
        case "decodeOutput":
            let response = try OracleMessage.response(question["response"] ?? .null)
            return Self.object([("value", try await operation.decodeOutput(response).collected().tagged)])
        case "validate":
            try operation.validate(value, missing: [])
            return Self.object([("valid", .boolean(true))])
        default: throw ModelFault("the command is not known")
        }
    }

    private mutating func load(_ name: String, _ question: Document) throws -> Document {
        let interpreter = try ModelInterpreter(question["model"] ?? .null)
        let wanted = Set((question["operations"]?.elements ?? []).compactMap(\.text))
        let list = interpreter.model.operations.filter { wanted.contains($0.name) }
        register(name, interpreter.service, list.map { InterpretedOperation(interpreter, $0) })
        return Self.object([("loaded", .integer(list.count))])
    }

    private func encodeError(_ name: String, _ question: Document) throws -> Document {
        guard let service = services[name] else { throw ModelFault("no service \(name)") }
        let error = ServiceError(
            code: question["code"]?.text ?? "",
            status: Int(question["status"]?.number ?? 400),
            message: question["message"]?.text ?? ""
        )
        let codec = ServerCodec(service.wireProtocol)
        let response = codec.encodeError(error, for: service, requestID: "oracle-request")
        let read = ClientCodec(service.wireProtocol).decodeError(response)
        guard read.code == error.code, read.message == error.message else {
            throw ModelFault("the error was read back as \(read)")
        }
        return OracleMessage.document(response)
    }
}
