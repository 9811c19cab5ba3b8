package import Wire

/// Verifies SAML 2.0 responses as AWS takes them: signature, issuer, subject, audience, recipient and times.
package struct AssertionVerifier: Sendable {
    /// The longest response that STS takes, before base 64 is undone.
    package static let maximumLength = 100_000
    /// By how many seconds a provider's clock may be ahead.
    private static let leeway: Int64 = 60
    /// Source: "Configure SAML assertions for the authentication response" in the IAM User Guide.
    private static let audiences: Set<String> = ["urn:amazon:webservices", "https://signin.aws.amazon.com/saml"]
    private static let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
    private static let success = "urn:oasis:names:tc:SAML:2.0:status:Success"

    package init() {}

    /// The sentence that says what is missing to verify assertions here; `nil` where nothing is.
    package static func obstacle() -> String? { SignedDocument.obstacle() }

    /// Checks everything there is to check of a response and answers what its one assertion says.
    ///
    /// Of the document only the bytes that were signed are read, so that nothing can be wrapped around them.
    package func verify(
        _ response: [UInt8], by issuer: SAMLIssuer, at time: Timestamp
    ) throws(SAMLFault) -> VerifiedAssertion {
        try Self.checkShape(of: response)
        let signed = try SignedDocument.verify(response, by: issuer.certificates)
        guard let tree = try? XMLParser.parse(signed) else { throw .malformed }
        let assertion = try Self.assertion(in: tree)
        guard let name = tree.text("Issuer", of: assertion) else { throw .missing("Issuer") }
        guard name == issuer.entityID else { throw .wrongIssuer(name) }
        guard let subject = tree.child("Subject", of: assertion), let id = tree.child("NameID", of: subject),
            !tree.trimmed(tree.elements[id].text).isEmpty
        else { throw .missing("NameID") }
        guard let issuedAt = try Self.seconds("IssueInstant", of: assertion, in: tree) else {
            throw .missing("IssueInstant")
        }
        let audience = try Self.checkConditions(of: assertion, in: tree, at: time.seconds)
        let recipient = try Self.checkConfirmation(of: subject, in: tree, at: time.seconds)
        return VerifiedAssertion(
            issuer: name, subject: tree.trimmed(tree.elements[id].text),
            subjectFormat: tree.attribute("Format", of: id), audience: audience, recipient: recipient,
            attributes: Self.attributes(of: assertion, in: tree), issuedAt: issuedAt,
            sessionEnd: try Self.sessionEnd(of: assertion, in: tree))
    }

    /// A response has one assertion: what is wrapped around a signed one has two.
    private static func checkShape(of response: [UInt8]) throws(SAMLFault) {
        guard response.count <= maximumLength, let tree = try? XMLParser.parse(response),
            tree.elements[tree.root].name == "Response"
        else { throw .malformed }
        if tree.elements.contains(where: { $0.name == "EncryptedAssertion" }) { throw .encrypted }
        guard tree.elements.count(where: { $0.name == "Assertion" }) == 1 else { throw .malformed }
    }

    /// The assertion of what was signed: it alone, or the response around it.
    private static func assertion(in tree: XMLTree) throws(SAMLFault) -> Int {
        switch tree.elements[tree.root].name {
        case "Assertion": return tree.root
        case "Response":
            if let status = tree.child("Status", of: tree.root), let code = tree.child("StatusCode", of: status),
                tree.attribute("Value", of: code) != success
            {
                throw .unsuccessful
            }
            guard let assertion = tree.child("Assertion", of: tree.root) else { throw .malformed }
            return assertion
        default: throw .badSignature
        }
    }

    /// The audience that let the assertion in.
    private static func checkConditions(
        of assertion: Int, in tree: XMLTree, at now: Int64
    ) throws(SAMLFault) -> String {
        guard let conditions = tree.child("Conditions", of: assertion) else { throw .missing("Conditions") }
        try checkTimes(of: conditions, in: tree, at: now)
        var accepted: String?
        // Every restriction must be met, by one of its audiences.
        for restriction in tree.children("AudienceRestriction", of: conditions) {
            let named = tree.children("Audience", of: restriction).map { tree.trimmed(tree.elements[$0].text) }
            guard let found = named.first(where: audiences.contains) else { throw .wrongAudience(named) }
            accepted = accepted ?? found
        }
        guard let accepted else { throw .missing("AudienceRestriction") }
        return accepted
    }

    /// The recipient of a bearer's confirmation that holds now.
    private static func checkConfirmation(
        of subject: Int, in tree: XMLTree, at now: Int64
    ) throws(SAMLFault) -> String {
        var fault = SAMLFault.missing("SubjectConfirmationData")
        for confirmation in tree.children("SubjectConfirmation", of: subject)
        where tree.attribute("Method", of: confirmation) == bearer {
            guard let data = tree.child("SubjectConfirmationData", of: confirmation) else { continue }
            do throws(SAMLFault) {
                guard tree.attribute("NotOnOrAfter", of: data) != nil else { throw .missing("NotOnOrAfter") }
                try checkTimes(of: data, in: tree, at: now)
                guard let recipient = tree.attribute("Recipient", of: data) else { throw .missing("Recipient") }
                guard isAWSSignIn(recipient) else { throw .wrongRecipient(recipient) }
                return recipient
            } catch {
                fault = error
            }
        }
        throw fault
    }

    private static func checkTimes(of element: Int, in tree: XMLTree, at now: Int64) throws(SAMLFault) {
        if let start = try seconds("NotBefore", of: element, in: tree), start > now + leeway {
            throw .notYetValid(from: start)
        }
        if let end = try seconds("NotOnOrAfter", of: element, in: tree), end <= now {
            throw .expired(at: end, now: now)
        }
    }

    private static func seconds(_ name: String, of element: Int, in tree: XMLTree) throws(SAMLFault) -> Int64? {
        guard let text = tree.attribute(name, of: element) else { return nil }
        guard let time = Timestamp(text: text) else { throw .malformed }
        return time.seconds
    }

    /// AWS's sign-in, of the whole world or of one region, and of its other partitions.
    private static func isAWSSignIn(_ recipient: String) -> Bool {
        let parts = recipient.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0] == "https:", parts[1].isEmpty, parts[3] == "saml" else { return false }
        return ["signin.aws.amazon.com", "signin.amazonaws.cn", "signin.amazonaws-us-gov.com"].contains {
            parts[2] == $0 || parts[2].hasSuffix("." + $0)
        }
    }

    private static func attributes(of assertion: Int, in tree: XMLTree) -> [String: [String]] {
        var attributes: [String: [String]] = [:]
        for statement in tree.children("AttributeStatement", of: assertion) {
            for attribute in tree.children("Attribute", of: statement) {
                guard let name = tree.attribute("Name", of: attribute) else { continue }
                attributes[name, default: []] += tree.children("AttributeValue", of: attribute)
                    .map { tree.trimmed(tree.elements[$0].text) }
            }
        }
        return attributes
    }

    private static func sessionEnd(of assertion: Int, in tree: XMLTree) throws(SAMLFault) -> Int64? {
        guard let statement = tree.child("AuthnStatement", of: assertion) else { return nil }
        return try seconds("SessionNotOnOrAfter", of: statement, in: tree)
    }
}
