internal import Foundation
package import Mail
package import Messages

/// What an operator decides about messages to people.
package struct MailSettings: Sendable {
    /// `nil` leaves mails in the outbox.
    package var smtp: SMTPSettings?
    package var outbox = OutboxSettings()

    package init() {}

    /// Refuses what is not allowed, and settings of an SMTP server that do not make a whole.
    init(from sources: SettingSources) throws(SettingFault) {
        outbox.keepsContent = try sources.value(of: SettingCatalog.outboxContent) ?? outbox.keepsContent
        outbox.days = try sources.value(of: SettingCatalog.outboxDays) ?? outbox.days
        smtp = try Self.smtp(sources)
    }

    private static func smtp(_ sources: SettingSources) throws(SettingFault) -> SMTPSettings? {
        let host = try sources.value(of: SettingCatalog.smtpHost)
        let port = try sources.value(of: SettingCatalog.smtpPort)
        let security = try sources.value(of: SettingCatalog.smtpSecurity)
        let user = try sources.value(of: SettingCatalog.smtpUser)
        let password = try password(sources)
        let sender = try sources.value(of: SettingCatalog.smtpSender)
        let authority = try sources.value(of: SettingCatalog.smtpAuthority)
        guard let host else {
            let rest: [(String, Bool)] = [
                (SettingCatalog.smtpPort.name, port != nil), (SettingCatalog.smtpSecurity.name, security != nil),
                (SettingCatalog.smtpUser.name, user != nil), (SettingCatalog.smtpPassword.name, password != nil),
                (SettingCatalog.smtpSender.name, sender != nil), (SettingCatalog.smtpAuthority.name, authority != nil),
            ]
            if let lonely = rest.first(where: \.1)?.0 {
                throw SettingFault("setting '\(lonely)' needs '\(SettingCatalog.smtpHost.name)' beside it")
            }
            return nil
        }
        guard let sender else { throw missing(SettingCatalog.smtpSender.name, for: SettingCatalog.smtpHost.name) }
        if user != nil, password == nil {
            throw missing(SettingCatalog.smtpPassword.name, for: SettingCatalog.smtpUser.name)
        }
        if user == nil, password != nil {
            throw missing(SettingCatalog.smtpUser.name, for: SettingCatalog.smtpPassword.name)
        }
        if let authority, !FileManager.default.isReadableFile(atPath: authority) {
            throw unreadable(SettingCatalog.smtpAuthority.name)
        }
        return SMTPSettings(
            host: host, port: port, security: security ?? .starttls, user: user, password: password, sender: sender,
            authority: authority)
    }

    /// The password itself, or the first line of the file that holds it.
    private static func password(_ sources: SettingSources) throws(SettingFault) -> String? {
        let given = try sources.value(of: SettingCatalog.smtpPassword)
        guard let file = try sources.value(of: SettingCatalog.smtpPasswordFile) else { return given }
        guard given == nil else {
            throw SettingFault(
                "'\(SettingCatalog.smtpPassword.name)' and '\(SettingCatalog.smtpPasswordFile.name)' are both set")
        }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8),
            let line = text.split(whereSeparator: \.isNewline).first
        else { throw unreadable(SettingCatalog.smtpPasswordFile.name) }
        return String(line)
    }

    private static func missing(_ name: String, for other: String) -> SettingFault {
        SettingFault("setting '\(other)' needs '\(name)' beside it")
    }

    private static func unreadable(_ name: String) -> SettingFault {
        SettingFault("setting '\(name)' must be a file that can be read and is not empty")
    }
}
