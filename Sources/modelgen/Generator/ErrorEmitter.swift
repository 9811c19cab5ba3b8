import ModelSource
import Wire

/// Writes the errors that a service's operations may answer with as factories of `ServiceError`.
struct ErrorEmitter {
    let service: ServiceEmitter

    init(_ service: ServiceEmitter) {
        self.service = service
    }

    func factories() throws -> String {
        let factories = try service.source.errors.sorted().map(factory)
        return """
            /// The errors of the model, with their codes and statuses.
            package enum \(service.prefix)Error {
            \(factories.joined(separator: "\n\n"))
            }
            """
    }

    private func factory(_ name: String) throws -> String {
        let model = service.source.model
        let shape = try model.shape(name)
        let isJSON = model.wireProtocol?.isJSON ?? false
        let stated = shape["error"]?["code"]?.text
        let code = isJSON ? name : stated ?? name
        let fault = shape["fault"]?.isTrue == true || shape["error"]?["fault"]?.isTrue == true
        let status = shape["error"]?["httpStatusCode"]?.number.map { Int($0) } ?? (fault ? 500 : 400)
        let fields = (shape["members"]?.members ?? []).filter { $0.name.lowercased() != "message" }
        for field in fields {
            let kind = try model.schema(of: model.target(of: field.value).name).kind
            guard kind == .string else { throw ModelFault("\(name).\(field.name) is not a string, which Wire refuses") }
        }
        let parameters = ["_ message: String"] + fields.map { "\(SwiftNames.property($0.name)): String? = nil" }
        let pairs = fields.map { field in
            let wire = field.value["locationName"]?.text ?? field.name
            return "\"\(wire)\": \(SwiftNames.property(field.name))"
        }
        var arguments = ["code: \"\(code)\"", "status: \(status)", "message: message"]
        let spelling = try model.messageName(of: name)
        if isJSON, spelling != "message" { arguments.append("messageName: \"\(spelling)\"") }
        if !pairs.isEmpty {
            arguments.append(
                "fields: ([\(pairs.joined(separator: ", "))] as [String: String?]).compactMapValues { $0 }")
        }
        return """
            /// `\(code)`, status \(status).
            package static func \(SwiftNames.error(code))(\(parameters.joined(separator: ", "))) -> ServiceError {
                ServiceError(\(arguments.joined(separator: ", ")))
            }
            """
    }
}
