import Testing

@testable import ServiceKMS

/// Policies that were read once are given for their own text only.
@Suite struct PolicyShelfTests {
    /// Policies that differ in a Kelvin sign alone decide differently.
    @Test func lookalikesAreOtherPolicies() throws {
        func text(_ letter: String) -> String {
            PolicyText.key(
                (
                    "Allow", PolicyText.aws("*"), "kms:Decrypt",
                    "{\"StringEquals\":{\"kms:EncryptionContext:dept\":\"\(letter)\"}}"
                ))
        }
        let shelf = PolicyShelf()
        let first = try shelf.document(text("K"))
        let second = try shelf.document(text("\u{212A}"))
        let descriptions = [first, second].map { Array(String(describing: $0).utf8) }
        #expect(descriptions[0] != descriptions[1])
    }
}
