import Storage
import Wire

/// Seals environment variables, which often hold secrets, for the record of a version.
struct EnvironmentSeal: Sendable {
    let vault: Vault

    /// `nil` where there are no variables.
    func seal(_ variables: [String: String], of id: FunctionID) throws -> Sealed? {
        guard !variables.isEmpty else { return nil }
        return try vault.seal(Self.text(variables), for: context(id))
    }

    func open(_ sealed: Sealed?, of id: FunctionID) throws -> [String: String] {
        guard let sealed else { return [:] }
        let document = try Document(json: Array(try vault.openText(sealed, for: context(id)).utf8))
        let pairs = document.members.map { ($0.name, $0.value.text ?? "") }
        return Dictionary(pairs) { _, last in last }
    }

    /// The variables as JSON, by which AWS also measures them.
    static func text(_ variables: [String: String]) -> String {
        let members = variables.sorted { $0.key < $1.key }.map { Document.Member($0.key, .string($0.value)) }
        return String(decoding: Document.object(members).json, as: UTF8.self)
    }

    private func context(_ id: FunctionID) -> String { "lambda/environment/\(id.arn)" }
}
