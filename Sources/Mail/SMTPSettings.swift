/// The server that takes mails, and how it is spoken to.
package struct SMTPSettings: Hashable, Sendable {
    /// How the connection is protected.
    package enum Security: String, CaseIterable, Sendable {
        /// Begins in the clear and must turn to TLS before anything is said.
        case starttls
        /// TLS from the first byte.
        case tls
        /// Never protected.
        case none

        package var standardPort: Int {
            switch self {
            case .starttls: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    package var host: String
    package var port: Int
    package var security: Security
    package var user: String?
    package var password: String?
    /// Where mails come from whose sender does not say.
    package var sender: MailAddress
    /// A PEM file of authorities in the place of the system's.
    package var authority: String?

    package init(
        host: String, port: Int? = nil, security: Security = .starttls, user: String? = nil, password: String? = nil,
        sender: MailAddress, authority: String? = nil
    ) {
        self.host = host
        self.port = port ?? security.standardPort
        self.security = security
        self.user = user
        self.password = password
        self.sender = sender
        self.authority = authority
    }

    /// As libcurl wants it.
    var url: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(security == .tls ? "smtps" : "smtp")://\(name):\(port)"
    }
}
