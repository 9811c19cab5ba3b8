/// A request as the oracle sees it.
struct OracleRequest: Sendable {
    enum Kind: Sendable { case anonymous, root, user, role, federated, service, web }

    var kind: Kind
    var account: String?
    /// `user/alice`, the session's ARN, the service's name, …
    var name: String
    /// The role of a session, or the user behind a federated one.
    var behind: String?
    var userID: String?
    var userName: String?
    var action: String
    var resource: String
    var owner: String?
    var context: [String: [String]]

    func values(_ key: String) -> [String] {
        if let entry = context.first(where: { $0.key.lowercased() == key.lowercased() }) { return entry.value }
        switch key.lowercased() {
        case "aws:username": return userName.map { [$0] } ?? []
        case "aws:principalarn":
            switch kind {
            case .role: return behind.map { [$0] } ?? []
            case .user, .root, .federated: return [name]
            case .anonymous, .service, .web: return []
            }
        default: return []
        }
    }
}
