import IAMPolicy
import Wire

extension StoredPolicy.Grant {
    /// The statement as AWS writes it, member for member.
    func statement(on resource: String) -> Document {
        var members: [Document.Member] = [
            .init("Sid", .string(sid)),
            .init("Effect", .string("Allow")),
            .init("Principal", principalElement),
            .init("Action", .string(action)),
            .init("Resource", .string(resource)),
        ]
        let conditions = conditions
        if !conditions.isEmpty { members.append(.init("Condition", .object(conditions))) }
        return .object(members)
    }

    private var principalElement: Document {
        if principal == "*" { return .string("*") }
        if Self.isAccount(principal) {
            return .object([.init("AWS", .string("arn:aws:iam::\(principal):root"))])
        }
        return .object([.init(principal.hasPrefix("arn:") ? "AWS" : "Service", .string(principal))])
    }

    private var conditions: [Document.Member] {
        var equals: [Document.Member] = []
        if let urlAuthType { equals.append(.init("lambda:FunctionUrlAuthType", .string(urlAuthType))) }
        if let organization { equals.append(.init("aws:PrincipalOrgID", .string(organization))) }
        if let sourceAccount { equals.append(.init("AWS:SourceAccount", .string(sourceAccount))) }
        if let eventSourceToken { equals.append(.init("lambda:EventSourceToken", .string(eventSourceToken))) }
        var conditions: [Document.Member] = []
        if !equals.isEmpty { conditions.append(.init("StringEquals", .object(equals))) }
        if let sourceARN {
            conditions.append(.init("ArnLike", .object([.init("AWS:SourceArn", .string(sourceARN))])))
        }
        if let viaURL {
            let value = Document.string(viaURL ? "true" : "false")
            conditions.append(.init("Bool", .object([.init("lambda:InvokedViaFunctionUrl", value)])))
        }
        return conditions
    }

    /// Whether the principal has a form that AddPermission takes; that a user or role exists is not looked up.
    var hasKnownPrincipal: Bool {
        principal == "*" || Self.isAccount(principal) || principal.hasPrefix("arn:aws:iam::")
            || principal.hasPrefix("arn:aws:sts::") || principal.hasSuffix(".amazonaws.com")
            || principal.hasSuffix(".amazon.com")
    }

    static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension StoredPolicy {
    /// The longest policy that a function may have, in bytes (Lambda quotas: 20 KB).
    static let limit = 20_480

    /// The policy's text; `arn` is how the function, version or alias was named.
    func text(on arn: String) -> String {
        PolicyText.text(id: "default", statements: grants.map { $0.statement(on: arn) })
    }

    /// The policy as authorization reads it.
    func resourcePolicy(on arn: String) throws(MalformedPolicy) -> ResourcePolicy {
        let document = try PolicyDocument(parsing: text(on: arn), as: .resource)
        return ResourcePolicy(policy: NamedPolicy(name: arn, document: document))
    }
}

extension StoredLayerVersion.Grant {
    /// The statement as AWS writes it, member for member.
    func statement(on resource: String) -> Document {
        let isAccount = StoredPolicy.Grant.isAccount(principal)
        let named = isAccount ? "arn:aws:iam::\(principal):root" : principal
        var members: [Document.Member] = [
            .init("Sid", .string(sid)),
            .init("Effect", .string("Allow")),
            .init("Principal", principal == "*" ? .string("*") : .object([.init("AWS", .string(named))])),
            .init("Action", .string(action)),
            .init("Resource", .string(resource)),
        ]
        if let organization {
            let equals = Document.object([.init("aws:PrincipalOrgID", .string(organization))])
            members.append(.init("Condition", .object([.init("StringEquals", equals)])))
        }
        return .object(members)
    }
}

extension StoredLayerVersion {
    var policyText: String {
        PolicyText.text(id: "default", statements: grants.map { $0.statement(on: arn) })
    }

    /// The policy as authorization reads it; `nil` where the layer has none.
    func resourcePolicy() throws(MalformedPolicy) -> ResourcePolicy? {
        guard !grants.isEmpty else { return nil }
        let document = try PolicyDocument(parsing: policyText, as: .resource)
        return ResourcePolicy(policy: NamedPolicy(name: arn, document: document))
    }
}

/// A policy about its statements, as AWS writes it.
enum PolicyText {
    static func text(id: String, statements: [Document]) -> String {
        let policy = Document.object([
            .init("Version", .string("2012-10-17")),
            .init("Id", .string(id)),
            .init("Statement", .array(statements)),
        ])
        return String(decoding: policy.json, as: UTF8.self)
    }
}
