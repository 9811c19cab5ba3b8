internal import CMail

/// libcurl, which is loaded only where mails are sent.
package enum MailLibrary {
    /// `nil` where mails can be sent from here, else the sentence that says what is missing.
    package static func obstacle() -> String? {
        martlet_mail_load().map { String(cString: $0) }
    }

    /// Such as `libcurl/8.5.0 OpenSSL/3.0.13`; `nil` where it is missing.
    package static var version: String? {
        guard obstacle() == nil, let version = martlet_mail_version() else { return nil }
        return String(cString: version).split(separator: " ").prefix(2).joined(separator: " ")
    }
}

/// Why mails cannot be sent from here.
package struct MailFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}
