internal import CMail
internal import Dispatch
internal import Kernel
internal import Synchronization

/// A thread on which mails are sent one after another, over a connection that is kept while there are more.
final class SMTPLane: Sendable {
    /// Seconds after which an unused connection is given up.
    private static let idle = 20
    /// Seconds that a mail under way has left once the server is stopping.
    private static let grace = 5
    private static let timeouts = (connect: 15_000, total: 60_000)

    private let settings: SMTPSettings
    private let queue: DispatchQueue
    private let session: Session
    private let turns = Atomic<Int>(0)

    /// libcurl's side of it.
    // Only the queue's thread uses the pointer, but for `martlet_mail_stop`, which may be called by any.
    private final class Session: @unchecked Sendable {
        let pointer: OpaquePointer?

        init() {
            pointer = martlet_mail_open()
        }

        deinit {
            if let pointer { martlet_mail_close(pointer) }
        }
    }

    init(_ settings: SMTPSettings, number: Int) {
        self.settings = settings
        queue = DispatchQueue(label: "martlet.mail.\(number)")
        session = Session()
    }

    /// Sends a mail and waits without blocking; a cancelled task gives up after a moment.
    func send(_ mail: WrittenMail) async throws(DeliveryFault) {
        let turn = turns.wrappingAdd(1, ordering: .relaxed).newValue
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { [self] in
                    continuation.resume(returning: perform(mail, turn: turn))
                    queue.asyncAfter(deadline: .now() + .seconds(Self.idle)) { [self] in
                        if turns.load(ordering: .relaxed) == turn, let pointer = session.pointer {
                            martlet_mail_disconnect(pointer)
                        }
                    }
                }
            }
        } onCancel: {
            DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.grace)) { [session] in
                if let pointer = session.pointer { martlet_mail_stop(pointer, turn) }
            }
        }
        if let fault = SMTPVerdict.fault(in: outcome) { throw fault }
    }

    /// Blocks until the mail is taken or refused.
    private func perform(_ mail: WrittenMail, turn: Int) -> SMTPOutcome {
        guard let pointer = session.pointer else { return SMTPOutcome(code: -1, reason: "memory is short") }
        let outcome = settings.url.withCString { url in
            withOptionalCString(settings.user) { user in
                withOptionalCString(settings.password) { password in
                    withOptionalCString(settings.authority) { authority in
                        var server = martlet_mail_server(
                            url: url,
                            requires_tls: settings.security == .none ? 0 : 1,
                            user: user,
                            password: password,
                            authority: authority,
                            connect_milliseconds: Self.timeouts.connect,
                            total_milliseconds: Self.timeouts.total
                        )
                        return martlet_mail_send(
                            pointer, &server, "<\(mail.sender)>", "<\(mail.recipient)>", mail.bytes, mail.bytes.count,
                            turn)
                    }
                }
            }
        }
        return SMTPOutcome(outcome)
    }
}

/// A text as C has it, or the null pointer.
private func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
}
