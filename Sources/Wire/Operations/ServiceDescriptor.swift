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
package struct ServiceDescriptor: Hashable, Sendable {
    /// The name in ARNs, policies and host names, such as `cognito-idp`.
    package var name: String
    /// The name in a signature's scope.
    package var signingName: String
    package var apiVersion: String
    package var wireProtocol: WireProtocol
    /// The part of `X-Amz-Target` before the dot, for the JSON protocols.
    package var targetPrefix: String
    package var xmlNamespace: String
    /// Whether AWS runs it once for all regions, so that its entities belong to an account alone.
    package var isGlobal: Bool
    /// The error code for input that breaks the model's constraints, where the service has its own.
    package var validationCode: String?
    /// Whether a JSON service also answers with the error codes of the query protocol that it once spoke.
    package var isQueryCompatible: Bool

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
