import Foundation
import Kernel
import Testing
import Wire

@testable import Mail

/// Mails are read by programs that nobody here wrote: every byte must be where the standards want it.
struct WrittenMailTests {
    private static let operatorsAddress = MailAddress("Postcards <no-reply@example.com>")

    private func write(
        to recipient: String = "ada@example.org", from sender: String? = nil, replyTo: String? = nil,
        subject: String = "Your code", body: String = "Your code is 123456", id: String = "0a-1b"
    ) throws -> WrittenMail {
        let message = MailMessage(
            id: id, time: Timestamp(seconds: 1_800_000_000), recipient: recipient, sender: sender, replyTo: replyTo,
            subject: subject, body: body)
        return try WrittenMail(message, operatorsAddress: try #require(Self.operatorsAddress))
    }

    private func text(_ mail: WrittenMail) -> String { String(decoding: mail.bytes, as: UTF8.self) }

    @Test("A plain mail, byte by byte")
    func plain() throws {
        let mail = try write()
        #expect(mail.sender == "no-reply@example.com" && mail.recipient == "ada@example.org")
        let expected = [
            "Date: Fri, 15 Jan 2027 08:00:00 +0000",
            "From: \"Postcards\" <no-reply@example.com>",
            "To: ada@example.org",
            "Subject: Your code",
            "Message-ID: <0a-1b@example.com>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: quoted-printable",
            "", "Your code is 123456", "",
        ]
        #expect(text(mail) == expected.joined(separator: "\r\n"))
    }

    @Test("A sender of the pool's own goes before the operator's, and answers go where it says")
    func sender() throws {
        let mail = try write(from: "Pool <pool@pool.example>", replyTo: "help@pool.example")
        #expect(mail.sender == "pool@pool.example")
        #expect(text(mail).contains("\r\nFrom: \"Pool\" <pool@pool.example>\r\n"))
        #expect(text(mail).contains("\r\nReply-To: help@pool.example\r\n"))
        #expect(text(mail).contains("\r\nMessage-ID: <0a-1b@pool.example>\r\n"))
    }

    @Test("What cannot be an address ends the mail for good")
    func refusals() {
        let evil = "a@example.com\r\nBcc: b@example.com"
        #expect(throws: DeliveryFault.permanent("the recipient's address is not one that mail can be sent to")) {
            try write(to: evil)
        }
        #expect(throws: DeliveryFault.permanent("'sender' is not an address: a@example.com??Bcc: b@example.com")) {
            try write(from: evil)
        }
        #expect(throws: DeliveryFault.permanent("'reply-to' is not an address: nobody")) {
            try write(replyTo: "nobody")
        }
    }

    @Test("No text makes a header of its own, or a line over the limit")
    func injection() throws {
        let subject = "Hi\r\nBcc: b@example.com\n\n<p>" + String(repeating: "🐦é", count: 100)
        let mail = try write(subject: subject, body: "Bcc: body\r\n.\r\n", id: "a\r\nX-Evil: 1")
        let head = text(mail).components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
        let names = head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
        #expect(head.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { (0x20..<0x7F).contains($0) } })
    }

    @Test(arguments: [
        ("", ""), ("Code 1 < 2 = 3?", "Code 1 < 2 = 3?"), ("a\tb\u{7F}", "a b "),
        ("Grüße", "=?UTF-8?B?R3LDvMOfZQ==?="), ("=?UTF-8?Q?x?=", "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?="),
        (
            String(repeating: "é", count: 30),
            "=?UTF-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=\r\n =?UTF-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqQ==?="
        ),
    ])
    func subjects(_ subject: String, _ header: String) {
        #expect(EncodedWords.header(subject) == header)
    }

    @Test(arguments: [
        ("", "quoted-printable", "\r\n"),
        ("a\nb\r\nc\rd\n", "quoted-printable", "a\r\nb\r\nc\r\nd\r\n\r\n"),
        ("one=two three \t", "quoted-printable", "one=3Dtwo three =09\r\n"),
        ("Straße", "quoted-printable", "Stra=C3=9Fe\r\n"),
        (
            String(repeating: "x", count: 80), "quoted-printable",
            String(repeating: "x", count: 75) + "=\r\n" + String(repeating: "x", count: 5) + "\r\n"
        ),
        (
            String(repeating: "x", count: 74) + "é", "quoted-printable",
            String(repeating: "x", count: 74) + "=\r\n=C3=A9\r\n"
        ),
        ("コードは", "base64", "44Kz44O844OJ44Gv\r\n"),
    ])
    func bodies(_ body: String, _ name: String, _ text: String) {
        let encoding = BodyEncoding(body)
        #expect(encoding.name == name)
        #expect(encoding.text == text)
    }

    @Test("Base 64 has short lines, and its line breaks are those of mail")
    func longBase64() throws {
        let encoding = BodyEncoding(String(repeating: "コード\n", count: 50))
        let lines = encoding.text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.count <= 76 } && lines.last == "")
        let data = try #require(Data(base64Encoded: lines.joined()))
        #expect(String(decoding: data, as: UTF8.self) == String(repeating: "コード\r\n", count: 50))
    }

    @Test(arguments: [
        ("Your code is 1234", false), ("1 < 2 and 3 > 2", false), ("a <b", false), ("<", false),
        ("Hi <b>you</b>", true),
        ("x</p>", true), ("<!-- x -->", true), ("<BR>", true), ("> <", false),
    ])
    func kinds(_ body: String, _ isHTML: Bool) {
        #expect(WrittenMail.isHTML(body) == isHTML)
    }
}
