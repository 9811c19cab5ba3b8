import Cryptography
import Testing

/// Seeds are typed into authenticator apps, which know one base 32 only.
struct Base32Tests {
    /// RFC 4648, section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func textMatchesTheStandard(_ text: String, _ encoded: String) {
        #expect(Base32.text(Array(text.utf8)) == encoded)
    }
}
