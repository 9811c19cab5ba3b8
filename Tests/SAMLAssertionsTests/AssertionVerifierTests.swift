import SAMLAssertions
import Testing
import Wire

/// Whoever gets a forged assertion past this is whom it names, with their roles.
@Suite struct AssertionVerifierTests {
    @Test("What a good response says is understood", arguments: ["assertion-signed", "response-signed"])
    func goodResponses(name: String) throws {
        let response = Array(try Fixture.text(name).utf8)
        let assertion = try AssertionVerifier().verify(response, by: Fixture.issuer(), at: Fixture.now)
        #expect(assertion.issuer == "https://idp.example/saml")
        #expect(assertion.subject == "ada")
        #expect(assertion.subjectFormat == "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")
        #expect(assertion.audience == "urn:amazon:webservices")
        #expect(assertion.recipient == "https://signin.aws.amazon.com/saml")
        #expect(assertion.attributes["email"] == ["ada@example.com"])
        #expect(assertion.attributes["groups"] == ["birds", "fish & chips"])
        #expect(assertion.sessionEnd == nil)
    }

    @Test(
        "What is signed well but does not fit is refused",
        arguments: [
            ("foreign-key", .badSignature), ("sha1", .badSignature), ("other-audience", .wrongAudience(["urn:other"])),
            ("other-recipient", .wrongRecipient("https://evil.example/saml")),
            ("other-issuer", .wrongIssuer("https://evil.example")), ("failed", .unsuccessful),
            ("no-conditions", .missing("Conditions")), ("no-subject", .missing("NameID")),
            ("no-confirmation", .missing("SubjectConfirmationData")), ("no-audience", .missing("AudienceRestriction")),
        ] as [(String, SAMLFault)])
    func misfits(name: String, fault: SAMLFault) throws {
        #expect(try Fixture.fault(of: Fixture.text(name)) == fault)
    }

    @Test(
        "Times are compared with the moment of the call; a provider's clock may be a minute ahead",
        arguments: [
            (-361, .notYetValid(from: 1_795_341_300)), (-360, nil), (299, nil),
            (300, .expired(at: 1_795_341_900, now: 1_795_341_900)),
        ] as [(Int64, SAMLFault?)])
    func times(seconds: Int64, fault: SAMLFault?) throws {
        #expect(try Fixture.fault(of: Fixture.text("assertion-signed"), seconds: seconds) == fault)
    }

    @Test("A changed document is refused, wherever it was changed")
    func tampering() throws {
        let good = try Fixture.text("assertion-signed")
        for (old, new) in [
            (">ada<", ">eve<"), ("ada@example.com", "eve@example.com"), ("#rsa-sha256", "#hmac-sha256"),
            ("#rsa-sha256", "#rsa-sha512"), ("urn:amazon:webservices", "urn:amazon:webservicez"),
            ("<ds:SignatureValue>", "<ds:SignatureValue>AAAA"), ("<saml:Subject>", "<saml:Subject><saml:NameID/>"),
        ] {
            #expect(good.contains(old))
            #expect(try Fixture.fault(of: good.replacing(old, with: new)) == .badSignature)
        }
        let (start, end) = ("<ds:Signature ", "</ds:Signature>")
        let before = try #require(good.firstRange(of: start)).lowerBound
        let after = try #require(good.firstRange(of: end)).upperBound
        #expect(try Fixture.fault(of: String(good[..<before] + good[after...])) == .badSignature)
    }

    /// A comment within a name must not cut it short: `ada<!-- -->.evil` was read as `ada` by many.
    @Test func commentsChangeNothing() throws {
        let text = try Fixture.text("assertion-signed").replacing(">ada<", with: ">a<!-- x -->da<")
        let assertion = try AssertionVerifier().verify(Array(text.utf8), by: Fixture.issuer(), at: Fixture.now)
        #expect(assertion.subject == "ada")
    }

    /// "On Breaking SAML: Be Whoever You Want to Be" (2012): a signed assertion moved aside for an unsigned one.
    @Test func wrappedAssertionsAreRefused() throws {
        let good = try Fixture.text("assertion-signed")
        let start = try #require(good.firstRange(of: "<saml:Assertion ")).lowerBound
        let end = try #require(good.firstRange(of: "</saml:Assertion>")).upperBound
        let assertion = String(good[start..<end])
        let signatureStart = try #require(assertion.firstRange(of: "<ds:Signature ")).lowerBound
        let signatureEnd = try #require(assertion.firstRange(of: "</ds:Signature>")).upperBound
        let signature = String(assertion[signatureStart..<signatureEnd])
        let bare = assertion.replacing(signature, with: "")
        let evil = bare.replacing(">ada<", with: ">eve<")
        let renamed = evil.replacing(#" ID="_"#, with: #" ID="_evil"#)
        func wrapped(_ replacement: String) -> String { good.replacing(assertion, with: replacement) }
        let object = "<ds:Object>\(bare)</ds:Object></ds:Signature>"
        let around = signature.replacing("</ds:Signature>", with: object)
        let inside = { (evil: String) in evil.replacing("<saml:Subject>", with: around + "<saml:Subject>") }
        let cases = [
            renamed + assertion, assertion + renamed, evil + assertion, assertion + evil, inside(renamed), inside(evil),
            renamed + "<saml:Extensions>\(assertion)</saml:Extensions>",
        ]
        for document in cases {
            let fault = try Fixture.fault(of: wrapped(document))
            #expect(fault == .malformed)
        }
        // The same without a second element of that name: the evil one is called otherwise where it is looked for.
        #expect(try Fixture.fault(of: wrapped(renamed)) == .badSignature)
        #expect(
            try Fixture.fault(of: wrapped(renamed.replacing("<saml:Subject>", with: signature + "<saml:Subject>")))
                == .badSignature)
    }

    /// Entities, outside files and other documents than responses are not read at all.
    @Test func onlyPlainResponsesAreRead() throws {
        let good = try Fixture.text("assertion-signed")
        let entity = #"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>"#
        let cases = [
            entity + good, entity + good.replacing(">ada<", with: ">&e;<"), good.replacing(">ada<", with: ">&e;<"), "",
            "nonsense", "<Response/>", "<a>" + good + "</a>", try Fixture.text("metadata"),
            good.replacing("samlp:Response", with: "samlp:Other"), good + "<x/>",
        ]
        for document in cases { #expect(try Fixture.fault(of: document) == .malformed) }
        let encrypted = good.replacing("<samlp:Status>", with: "<saml:EncryptedAssertion/><samlp:Status>")
        #expect(try Fixture.fault(of: encrypted) == .encrypted)
        #expect(try Fixture.fault(of: good + String(repeating: " ", count: 100_000)) == .malformed)
    }

    @Test(
        "Metadata without a signing certificate vouches for nobody",
        arguments: [
            "", "<EntityDescriptor/>", #"<EntityDescriptor entityID="x"/>"#,
            #"<EntityDescriptor entityID="x"><IDPSSODescriptor><KeyDescriptor use="encryption"/></IDPSSODescriptor></EntityDescriptor>"#,
        ])
    func badMetadata(text: String) {
        #expect(throws: SAMLFault.badMetadata) { try SAMLIssuer(metadata: text) }
    }
}
