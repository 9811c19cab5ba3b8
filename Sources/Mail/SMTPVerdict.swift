internal import CMail
internal import Kernel

/// What libcurl says became of a mail.
struct SMTPOutcome: Hashable, Sendable {
    /// libcurl's number; zero when the mail was taken.
    var code: Int
    /// The last reply of SMTP; zero where none came.
    var reply = 0
    var bodyBegan = false
    var reason = ""
}

extension SMTPOutcome {
    init(_ outcome: martlet_mail_outcome) {
        code = Int(outcome.code)
        reply = Int(outcome.reply)
        bodyBegan = outcome.body_began != 0
        reason = withUnsafeBytes(of: outcome.reason) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

/// Decides whether trying again can help.
enum SMTPVerdict {
    /// libcurl's `CURLE_SEND_ERROR`, with which it reports refusals of sender, recipient and mail.
    private static let refused = 55
    /// Replies that ask for other settings of ours, which the operator may mend while mails wait: authentication and
    /// encryption (RFC 4954, section 6; RFC 3207, section 4).
    private static let operators: Set<Int> = [530, 534, 535, 538]

    /// `nil` where the mail was taken.
    ///
    /// Only what the server says of this mail is final. Whatever happens before, such as a greeting that sends everybody
    /// away, or a wrong password, can be another time otherwise.
    static func fault(in outcome: SMTPOutcome) -> DeliveryFault? {
        guard outcome.code != 0 else { return nil }
        let isAboutMail = outcome.code == refused || outcome.bodyBegan
        guard isAboutMail, (500..<600).contains(outcome.reply), !operators.contains(outcome.reply) else {
            return .temporary(outcome.reason)
        }
        return .permanent(outcome.reason)
    }
}
