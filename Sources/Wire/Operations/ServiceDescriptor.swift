/// AWS's five request formats.
package enum WireProtocol: String, Sendable, CaseIterable {
    case json10 = "json-1.0"
    case json11 = "json-1.1"
    case restJSON = "rest-json"
    case restXML = "rest-xml"
    case query

    /// Whether bodies and errors are JSON, and error codes are spelt with `Exception`.
    package var isJSON: Bool { self == .json10 || self == .json11 || self == .restJSON }
}

/// What AWS's published model says of a whole service.
///
/// A class, because one description is shared by all of the service's operations.
package final class ServiceDescriptor: Sendable {
    /// The name in ARNs, policies and host names, such as `cognito-idp`.
    package let name: String
    /// The name in a signature's scope.
    package let signingName: String
    package let apiVersion: String
    package let wireProtocol: WireProtocol
    /// The part of `X-Amz-Target` before the dot, for the JSON protocols.
    package let targetPrefix: String
    package let xmlNamespace: String
    /// Whether AWS runs it once for all regions, so that its entities belong to an account alone.
    package let isGlobal: Bool
    /// The error code for input that breaks the model's constraints, where the service has its own.
    package let validationCode: String?
    /// Whether a JSON service also answers with the error codes of the query protocol that it once spoke.
    package let isQueryCompatible: Bool

    package init(
        name: String,
        signingName: String,
        apiVersion: String,
        wireProtocol: WireProtocol,
        targetPrefix: String = "",
        xmlNamespace: String = "",
        isGlobal: Bool = false,
        validationCode: String? = nil,
        isQueryCompatible: Bool = false
    ) {
        self.name = name
        self.signingName = signingName
        self.apiVersion = apiVersion
        self.wireProtocol = wireProtocol
        self.targetPrefix = targetPrefix
        self.xmlNamespace = xmlNamespace
        self.isGlobal = isGlobal
        self.validationCode = validationCode
        self.isQueryCompatible = isQueryCompatible
    }
}

extension ServiceDescriptor: Hashable {
    /// Equal are two descriptions of one version of a service in one protocol.
    package static func == (left: ServiceDescriptor, right: ServiceDescriptor) -> Bool {
        left === right
            || left.name == right.name && left.apiVersion == right.apiVersion && left.wireProtocol == right.wireProtocol
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(apiVersion)
    }
}
