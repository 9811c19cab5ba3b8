package import Wire

/// One service as its published JSON model describes it, with the schemas that follow from it.
///
/// What the generator writes out as Swift and what the tests interpret at run time are these same schemas.
package final class ServiceModel {
    package let metadata: Document
    package let operations: [OperationModel]
    private let shapes: [String: Document]
    private var schemas: [String: ShapeSchema] = [:]

    package init(_ model: Document) throws {
        guard let metadata = model["metadata"] else { throw ModelFault("the model has no metadata") }
        self.metadata = metadata
        var shapes: [String: Document] = [:]
        for member in model["shapes"]?.members ?? [] { shapes[member.name] = member.value }
        self.shapes = shapes
        self.operations = (model["operations"]?.members ?? []).map { OperationModel($0.name, $0.value) }
    }

    /// The protocol that Wire speaks with this service; `nil` where it knows none of the service's own.
    package var wireProtocol: WireProtocol? {
        var names = metadata["protocols"]?.elements.compactMap(\.text) ?? []
        if let name = metadata["protocol"]?.text { names.append(name) }
        if names.contains("json") { return metadata["jsonVersion"]?.text == "1.0" ? .json10 : .json11 }
        if names.contains("rest-json") { return .restJSON }
        if names.contains("rest-xml") { return .restXML }
        return names.contains("query") ? .query : nil
    }

    /// The service's descriptor, or a fault where Wire does not speak its protocol.
    package func descriptor(isGlobal: Bool = false) throws -> ServiceDescriptor {
        guard let wireProtocol else { throw ModelFault("no protocol of this service is known") }
        let prefix = metadata["endpointPrefix"]?.text ?? ""
        let name = metadata["signingName"]?.text ?? prefix
        let namespace = metadata["xmlNamespace"]
        return ServiceDescriptor(
            name: name,
            signingName: name,
            apiVersion: metadata["apiVersion"]?.text ?? "",
            wireProtocol: wireProtocol,
            targetPrefix: metadata["targetPrefix"]?.text ?? "",
            xmlNamespace: namespace?.text ?? namespace?["uri"]?.text ?? "",
            isGlobal: isGlobal,
            validationCode: metadata["validationCode"]?.text,
            isQueryCompatible: metadata["awsQueryCompatible"] != nil
        )
    }

    /// The descriptor of one operation.
    package func descriptor(of operation: OperationModel, in service: ServiceDescriptor) -> OperationDescriptor {
        let members = (operation.input.flatMap { try? structure($0) })?.members.filter(\.isRequired) ?? []
        return OperationDescriptor(
            service: service,
            name: operation.name,
            method: operation.method,
            uri: operation.uri,
            status: operation.status,
            isUnsigned: operation.isUnsigned,
            resultWrapper: operation.output?["resultWrapper"]?.text ?? "",
            hasInput: operation.input != nil,
            hasOutput: operation.output != nil,
            requiredQuery: members.filter { $0.location == .querystring }.map(\.wireName),
            requiredHeaders: members.filter { $0.location == .header }.map(\.wireName)
        )
    }

    func knownSchema(_ name: String) -> ShapeSchema? { schemas[name] }

    func remember(_ schema: ShapeSchema, as name: String) { schemas[name] = schema }

    /// A shape's own JSON.
    package func shape(_ name: String) throws -> Document {
        guard let shape = shapes[name] else { throw ModelFault("no shape is named \(name)") }
        return shape
    }

    /// The shape that a reference names.
    package func target(of reference: Document) throws -> (name: String, shape: Document) {
        guard let name = reference["shape"]?.text else { throw ModelFault("a reference names no shape") }
        return (name, try shape(name))
    }
}

/// What is wrong with a model, a manifest or a patch.
package struct ModelFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
