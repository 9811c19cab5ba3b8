package import Mail

/// How mails leave the server, and what the outbox keeps of all messages.
extension SettingCatalog {
    package static let smtpHost = Setting("smtp-host", allowed: "a host name or address") { text in
        SettingText.isHostName(text) || SettingText.isIPv6Address(text) ? text : nil
    }
    package static let smtpPort = number("smtp-port", in: 1...65_535)
    package static let smtpSecurity = Setting(
        "smtp-security",
        allowed: "one of \(SMTPSettings.Security.allCases.map(\.rawValue).joined(separator: ", "))"
    ) { SMTPSettings.Security(rawValue: $0.lowercased()) }
    package static let smtpUser = Setting("smtp-user", allowed: "a user's name") { $0.isEmpty ? nil : $0 }
    /// No flag: the arguments of a process can be read by everybody on its machine.
    package static let smtpPassword = Setting("smtp-password", allowed: "a password") { $0.isEmpty ? nil : $0 }
    package static let smtpPasswordFile = path("smtp-password-file")
    package static let smtpSender = Setting(
        "smtp-sender", allowed: "an address such as 'Postcards <no-reply@example.com>'"
    ) { MailAddress($0) }
    package static let smtpAuthority = path("smtp-ca")
    package static let outboxContent = flag("outbox-content")
    package static let outboxDays = number("outbox-days", in: 1...365)

    static let mailNames: Set<String> = [
        smtpHost.name, smtpPort.name, smtpSecurity.name, smtpUser.name, smtpPassword.name, smtpPasswordFile.name,
        smtpSender.name, smtpAuthority.name, outboxContent.name, outboxDays.name,
    ]
}
