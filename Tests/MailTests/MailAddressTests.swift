import Testing

@testable import Mail

/// Addresses come from strangers and stand in headers and commands: none may end a line, or name two recipients.
struct MailAddressTests {
    @Test(arguments: [
        ("ada@example.com", nil, "ada@example.com", "example.com"),
        ("  ada@localhost ", nil, "ada@localhost", "localhost"),
        ("a.b+c_d'e@mail.example.co", nil, "a.b+c_d'e@mail.example.co", "mail.example.co"),
        ("<ada@example.com>", nil, "ada@example.com", "example.com"),
        ("Ada Lovelace <ada@example.com>", "Ada Lovelace", "ada@example.com", "example.com"),
        (#""Lovelace, \"Ada\" \\" <ada@example.com>"#, #"Lovelace, "Ada" \"#, "ada@example.com", "example.com"),
        ("Zoë 🐦 <zoe@example.com>", "Zoë 🐦", "zoe@example.com", "example.com"),
    ])
    func good(_ text: String, _ name: String?, _ address: String, _ domain: String) throws {
        let read = try #require(MailAddress(text))
        #expect(read.name == name && read.address == address && read.domain == domain)
    }

    @Test(arguments: [
        "", "ada", "@example.com", "ada@", "ada@@example.com", "a b@example.com", "ada@example.com, bob@example.com",
        "ada@example.com\r\nRCPT TO:<bob@example.com>", "ada@example.com\n",
        "Ada\r\nBcc: b@example.com <a@example.com>",
        "Ada\u{2028}x <ada@example.com>", "ada@example.com>", "<ada@example.com> <bob@example.com>", "ada@-example.com",
        "ada@example..com", ".ada@example.com", "ada@[127.0.0.1]", "zoë@example.com", "ada@exämple.com", "ada@a\0b",
        "\"a b\"@example.com", "ada@example.com SIZE=1", String(repeating: "a", count: 65) + "@example.com",
        "ada@" + String(repeating: "a", count: 64) + ".com",
        "ada@" + Array(repeating: "abcdefghi", count: 26).joined(separator: "."),
    ])
    func bad(_ text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: [
        ("ada@example.com", "ada@example.com"),
        ("Ada <ada@example.com>", "\"Ada\" <ada@example.com>"),
        (#""A \"B\" \\" <ada@example.com>"#, #""A \"B\" \\" <ada@example.com>"#),
        ("Zoë <zoe@example.com>", "=?UTF-8?B?Wm/Dqw==?=\r\n <zoe@example.com>"),
        ("=?x?= <zoe@example.com>", "=?UTF-8?B?PT94Pz0=?=\r\n <zoe@example.com>"),
    ])
    func headers(_ text: String, _ header: String) {
        #expect(MailAddress(text)?.header == header)
    }
}
