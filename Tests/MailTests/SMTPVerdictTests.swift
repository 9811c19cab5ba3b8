import Kernel
import Testing

@testable import Mail

/// A mail that is given up too early is a code that never comes; one that is tried forever helps nobody.
struct SMTPVerdictTests {
    @Test("Only what the server says of the mail itself is final")
    func verdicts() {
        let cases: [(SMTPOutcome, Bool?)] = [
            (SMTPOutcome(code: 0, reply: 250), nil),
            (SMTPOutcome(code: 55, reply: 550), true),
            (SMTPOutcome(code: 55, reply: 450), false),
            // Refused after it was read, as spam is.
            (SMTPOutcome(code: 8, reply: 554, bodyBegan: true), true),
            (SMTPOutcome(code: 56, reply: 554, bodyBegan: true), true),
            (SMTPOutcome(code: 8, reply: 451, bodyBegan: true), false),
            // The connection broke in the middle of the mail.
            (SMTPOutcome(code: 55, reply: 354, bodyBegan: true), false),
            // A greeting that sends everybody away, a wrong password, TLS that is not offered, nobody there.
            (SMTPOutcome(code: 8, reply: 554), false),
            (SMTPOutcome(code: 67, reply: 535), false),
            (SMTPOutcome(code: 55, reply: 530), false),
            (SMTPOutcome(code: 64, reply: 502), false),
            (SMTPOutcome(code: 7), false),
        ]
        for (outcome, isFinal) in cases {
            let expected = isFinal.map { $0 ? DeliveryFault.permanent("") : .temporary("") }
            #expect(SMTPVerdict.fault(in: outcome) == expected, "\(outcome)")
        }
    }
}
