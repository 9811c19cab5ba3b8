internal import Mail
internal import Messages

/// Where services leave messages, and what carries them away.
struct Post: Sendable {
    let outbox: Outbox

    /// Refuses an SMTP server where mails cannot be sent from this machine; without one nothing of it is loaded.
    static func open(_ settings: MailSettings, _ store: Store) throws(StartFault) -> Post {
        var transports = MessageTransports()
        if let smtp = settings.smtp {
            do {
                transports.mail = try SMTPTransport(smtp)
            } catch {
                throw StartFault("'\(SettingCatalog.smtpHost.name)' needs libcurl: \(error)")
            }
        }
        return Post(
            outbox: Outbox(
                storage: store.engine, vault: store.vault, settings: settings.outbox, transports: transports))
    }
}
