internal import Kernel
internal import Wire

/// A mail as it travels: its envelope, and its headers and body (RFC 5322).
struct WrittenMail: Hashable, Sendable {
    /// The envelope's addresses.
    let sender: String
    let recipient: String
    let bytes: [UInt8]

    /// Refuses addresses that no mail can have; everything else is made to fit.
    init(_ message: MailMessage, operatorsAddress: MailAddress) throws(DeliveryFault) {
        let sender = try Self.address(message.sender, of: "sender") ?? operatorsAddress
        let replyTo = try Self.address(message.replyTo, of: "reply-to")
        guard let recipient = MailAddress(message.recipient) else {
            throw .permanent("the recipient's address is not one that mail can be sent to")
        }
        let body = BodyEncoding(message.body)
        let identifier = message.id.utf8.filter(Self.isToken)
        var headers = [
            // The zone in the form that is not obsolete.
            "Date: " + message.time.text(.rfc822).replacing("GMT", with: "+0000"),
            "From: " + sender.header,
            "To: " + recipient.header,
            "Subject: " + EncodedWords.header(message.subject),
            "Message-ID: <\(String(decoding: identifier, as: UTF8.self))@\(sender.domain)>",
            "MIME-Version: 1.0",
            "Content-Type: text/\(Self.isHTML(message.body) ? "html" : "plain"); charset=UTF-8",
            "Content-Transfer-Encoding: \(body.name)",
        ]
        if let replyTo { headers.insert("Reply-To: " + replyTo.header, at: 3) }
        self.sender = sender.address
        self.recipient = recipient.address
        bytes = Array((headers.joined(separator: "\r\n") + "\r\n\r\n" + body.text).utf8)
    }

    private static func address(_ text: String?, of role: String) throws(DeliveryFault) -> MailAddress? {
        guard let text else { return nil }
        guard let address = MailAddress(text) else { throw .permanent("'\(role)' is not an address: \(shown(text))") }
        return address
    }

    /// A text of a tenant's as it may stand in a log.
    private static func shown(_ text: String) -> String {
        String(text.unicodeScalars.prefix(100).map { $0.isASCII && $0.value >= 0x20 ? Character($0) : "?" })
    }

    /// Whether there is a tag, or a comment, anywhere.
    static func isHTML(_ body: String) -> Bool {
        let bytes = Array(body.utf8)
        guard let end = bytes.lastIndex(of: UInt8(ascii: ">")) else { return false }
        return bytes[..<end].indices.contains { place in
            let next = bytes[place + 1]
            return bytes[place] == UInt8(ascii: "<")
                && ((0x61...0x7A).contains(next | 0x20) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!"))
        }
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
    }
}
