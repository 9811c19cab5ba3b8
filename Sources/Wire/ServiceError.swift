/// The only kind of failure that a caller sees: an AWS error code with its HTTP status and message.
///
/// Each model lists its own errors as named factories (`IAMError.noSuchEntity("…")`); those that every service
/// shares are in `CommonError`. A failure of any other type is internal: it is logged and never sent.
package struct ServiceError: Error, Hashable, Sendable {
    /// AWS's code as the XML protocols spell it, such as `NoSuchEntity`.
    package var code: String
    /// The code as the JSON protocols spell it, where that differs, such as `AccessDeniedException`.
    package var jsonCode: String?
    package var status: Int
    /// The status in JSON 1.0 and 1.1, where that differs; REST-JSON keeps `status`.
    package var jsonStatus: Int?
    package var message: String
    /// How the JSON protocols spell the member that holds the message, where that is not `message`.
    package var messageName: String?
    /// Further members of the error's shape, by wire name.
    package var fields: [String: String]
    /// Headers that the answer carries besides the protocol's own.
    package var headers: [String: String]

    package init(
        code: String,
        jsonCode: String? = nil,
        status: Int,
        jsonStatus: Int? = nil,
        message: String,
        messageName: String? = nil,
        fields: [String: String] = [:],
        headers: [String: String] = [:]
    ) {
        self.code = code
        self.jsonCode = jsonCode
        self.status = status
        self.jsonStatus = jsonStatus
        self.message = message
        self.messageName = messageName
        self.fields = fields
        self.headers = headers
    }

    /// Whether the server is to blame: a status of 500 or more.
    package var isServerFault: Bool { status >= 500 }
}
