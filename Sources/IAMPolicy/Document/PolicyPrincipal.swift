/// One principal that a Principal or NotPrincipal element names.
package struct PolicyPrincipal: Hashable, Sendable {
    /// The types that the element distinguishes.
    package enum Kind: String, Hashable, Sendable {
        case aws = "AWS"
        case service = "Service"
        case federated = "Federated"
        case canonicalUser = "CanonicalUser"
    }

    package var kind: Kind
    /// An ARN, an account's twelve digits, a unique id, a service's or provider's name, or `*`.
    package var value: String

    package init(kind: Kind, value: String) {
        self.kind = kind
        self.value = value
    }

    /// IAM's message for a principal that does not exist or cannot be one.
    package var invalid: MalformedPolicy {
        let type = kind == .service ? "SERVICE" : kind.rawValue
        return MalformedPolicy("Invalid principal in policy: \"\(type)\":\"\(value)\"")
    }

    /// The account that an account principal names, as digits or as its root ARN.
    var account: Substring? {
        guard kind == .aws else { return nil }
        if Self.isAccount(value) { return value[...] }
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[5] == "root" else { return nil }
        return Self.isAccount(parts[4]) ? parts[4] : nil
    }

    /// Whether the value has the form of its type; whether it exists is for the service to find out.
    var isWellFormed: Bool {
        switch kind {
        case .aws: value == "*" || account != nil || isEntityARN || isUniqueID
        case .service: value == "*" || value.contains(".") && !value.contains("*")
        case .federated, .canonicalUser: !value.isEmpty
        }
    }

    /// A user, role or session; wildcards are not allowed in part of a principal's ARN.
    private var isEntityARN: Bool {
        let parts = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", Self.isAccount(parts[4]), !value.contains("*") else { return false }
        let prefixes = parts[2] == "iam" ? ["user/", "role/"] : ["assumed-role/", "federated-user/"]
        return (parts[2] == "iam" || parts[2] == "sts") && prefixes.contains { parts[5].hasPrefix($0) }
    }

    /// The unique id that IAM puts in place of an ARN whose user or role is gone.
    private var isUniqueID: Bool {
        (value.hasPrefix("AIDA") || value.hasPrefix("AROA")) && value.utf8.count >= 16
            && value.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    private static func isAccount(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
