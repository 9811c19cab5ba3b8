internal import Kernel
internal import Wire

extension AuthorizationDenial {
    /// The form in which DecodeAuthorizationMessage answers.
    ///
    /// Source: the examples in the AWS CLI's reference of `sts decode-authorization-message` and of EC2's
    /// `UnauthorizedOperation`.
    var document: Document {
        .object([
            .init("allowed", .boolean(false)),
            .init("explicitDeny", .boolean(isExplicit)),
            .init("matchedStatements", Self.items(matchedStatements.map(Self.document))),
            .init("failures", Self.items([])),
            .init("context", context),
        ])
    }

    private var context: Document {
        let conditions = conditions.sorted { $0.key < $1.key }.map { key, values in
            Document.object([.init("key", .string(key)), .init("values", Self.values(values))])
        }
        return .object([
            .init("principal", principalDocument),
            .init("action", .string(action)),
            .init("resource", .string(resource)),
            .init("conditions", Self.items(conditions)),
        ])
    }

    private var principalDocument: Document {
        var members: [Document.Member] = [.init("id", .string(principal.userID))]
        if case .user(let user) = principal { members.append(.init("name", .string(user.name))) }
        return .object(members + [.init("arn", .string(principal.arn))])
    }

    private static func document(of statement: Statement) -> Document {
        .object([
            .init("statementId", .string(statement.id)),
            .init("effect", .string(statement.isDeny ? "DENY" : "ALLOW")),
            .init("policy", .string(statement.policy)),
        ])
    }

    private static func values(_ texts: [String]) -> Document {
        items(texts.map { .object([.init("value", .string($0))]) })
    }

    private static func items(_ items: [Document]) -> Document {
        .object([.init("items", .array(items))])
    }
}
