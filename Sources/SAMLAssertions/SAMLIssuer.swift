internal import Wire

/// Whose assertions are believed: an identity provider's name and the certificates that it signs with.
package struct SAMLIssuer: Hashable, Sendable {
    /// Certificates that are tried at most; providers show two while they change them.
    private static let certificateLimit = 8

    package let entityID: String
    /// As DER.
    let certificates: [[UInt8]]

    /// Reads the metadata document that was registered in IAM.
    package init(metadata: String) throws(SAMLFault) {
        guard let tree = try? XMLParser.parse(Array(metadata.utf8)),
            tree.elements[tree.root].name == "EntityDescriptor",
            let entityID = tree.attribute("entityID", of: tree.root), !entityID.isEmpty
        else { throw .badMetadata }
        let keys = tree.children("IDPSSODescriptor", of: tree.root)
            .flatMap { tree.children("KeyDescriptor", of: $0) }
            .filter { ["signing", nil].contains(tree.attribute("use", of: $0)) }
        let texts = keys.flatMap { tree.children("KeyInfo", of: $0) }
            .flatMap { tree.children("X509Data", of: $0) }
            .flatMap { tree.children("X509Certificate", of: $0) }
            .map { tree.elements[$0].text }
        certificates = texts.prefix(Self.certificateLimit).compactMap { Base64.decode($0.utf8) }
        self.entityID = entityID
        guard !certificates.isEmpty else { throw .badMetadata }
    }
}

extension XMLTree {
    /// The children of a local name.
    func children(_ name: String, of index: Int) -> [Int] {
        children(of: index).filter { elements[$0].name == name }
    }

    func attribute(_ name: String, of index: Int) -> String? {
        elements[index].attributes.first { $0.name == name }?.value
    }

    /// The text of the first child of a name, without white space around.
    func text(_ name: String, of index: Int) -> String? {
        child(name, of: index).map { trimmed(elements[$0].text) }
    }

    func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
