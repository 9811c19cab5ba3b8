import IAMPolicy
import KMSModel
import Kernel
import Wire

/// Rules about key policies.
enum KeyPolicy {
    /// The only name that a key's policy has.
    static let name = "default"
    /// Bytes. Source: "Quotas" in the developer guide.
    private static let limit = 32_768

    /// What AWS gives a key for which none was put: everything to the account, which hands it on by IAM policies.
    static func standard(for account: AccountID) -> String {
        """
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::\(account):root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """
    }

    /// Reads a policy that a caller puts, or refuses it as AWS does.
    static func checked(_ text: String) throws(ServiceError) -> PolicyDocument {
        guard text.utf8.count <= limit else {
            throw KMSError.limitExceeded("The key policy exceeds the maximum size of \(limit) bytes.")
        }
        do {
            return try PolicyDocument(parsing: text, as: .resource)
        } catch {
            throw KMSError.malformedPolicyDocument(refusal(of: error))
        }
    }

    private static func refusal(of fault: MalformedPolicy) -> String {
        if fault.message.hasPrefix("Missing required field Principal") {
            return "Policy contains a statement with no principal."
        }
        if fault.message.hasPrefix("Invalid principal in policy") {
            return "Policy contains a statement with one or more invalid principals."
        }
        return fault.message
    }

    /// The policy with what grants allow beside it: a grant is one more statement that allows.
    ///
    /// So an explicit deny anywhere goes before a grant, as "Determining access to AWS KMS keys" has it.
    static func text(_ policy: String, allowing operation: String, to grantees: [String]) throws -> String {
        guard !grantees.isEmpty else { return policy }
        let document = try Document(json: Array(policy.utf8))
        let statements = Set(grantees).sorted().map { statement(allowing: operation, to: $0) }
        let members = document.members.map { member in
            guard member.name == "Statement" else { return member }
            let own = member.value.elements.isEmpty ? [member.value] : member.value.elements
            return Document.Member("Statement", .array(own + statements))
        }
        return String(decoding: Document.object(members).json, as: UTF8.self)
    }

    /// Whether a policy may name this principal.
    static func canName(_ principal: String) -> Bool {
        let policy = Document.object([
            .init("Version", .string("2012-10-17")),
            .init("Statement", .array([statement(allowing: "Decrypt", to: principal)])),
        ])
        return (try? PolicyDocument(parsing: String(decoding: policy.json, as: UTF8.self), as: .resource)) != nil
    }

    /// Whether a principal is one of AWS's services.
    static func isService(_ principal: String) -> Bool {
        !principal.hasPrefix("arn:") && principal.hasSuffix(".amazonaws.com")
    }

    private static func statement(allowing operation: String, to principal: String) -> Document {
        .object([
            .init("Effect", .string("Allow")),
            .init("Principal", .object([.init(isService(principal) ? "Service" : "AWS", .string(principal))])),
            .init("Action", .string("kms:\(operation)")),
            .init("Resource", .string("*")),
        ])
    }
}
