import KMSModel
import Kernel
import Wire

extension GrantTerms {
    /// Grants of one key. Source: "Quotas" in the developer guide.
    static let limit = 50_000
    /// What a grant can allow on a symmetric encryption key.
    private static let servedOperations: Set<String> = [
        "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo",
        "CreateGrant", "RetireGrant", "DescribeKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
    ]

    init(_ input: CreateGrantRequest) {
        self.init(
            name: input.name, grantee: input.granteePrincipal, retirer: input.retiringPrincipal,
            operations: input.operations.map(\.rawValue), subset: input.constraints?.encryptionContextSubset,
            exact: input.constraints?.encryptionContextEquals)
    }

    /// Refuses what no grant can say.
    ///
    /// - Parameter isFromService: services of our own may be grantees only where one of them asks.
    func check(isFromService: Bool) throws(ServiceError) {
        guard !operations.isEmpty else { throw Refusal.invalid("Operations must not be empty.") }
        if let other = operations.first(where: { !Self.servedOperations.contains($0) }) {
            throw Refusal.invalid(
                "Grant operation \(other) is not valid for a KMS key with key spec SYMMETRIC_DEFAULT.")
        }
        for principal in [grantee] + (retirer.map { [$0] } ?? []) {
            guard KeyPolicy.canName(principal), principal != "*", isFromService || !KeyPolicy.isService(principal)
            else {
                throw KMSError.invalidArn("ARN does not refer to a valid principal: \(principal)")
            }
        }
    }

    /// Whether the grant gives its grantee leave for a request.
    func cover(_ request: KeyRequest) -> Bool {
        guard operations.contains(request.operation) else { return false }
        if let delegation = request.delegation { return includes(delegation) }
        // Of operations that know no encryption context, constraints say nothing.
        guard let context = request.encryptionContext else { return true }
        if let exact, !context.isSame(as: exact) { return false }
        return context.includes(subset ?? [:])
    }

    /// Whether a grantee may hand this on: no more operations, and constraints at least as strict.
    private func includes(_ other: GrantTerms) -> Bool {
        guard Set(other.operations).isSubset(of: operations) else { return false }
        if let exact {
            guard let given = other.exact, given.isSame(as: exact) else { return false }
        }
        return (other.exact ?? other.subset ?? [:]).includes(subset ?? [:])
    }

    /// Whether both say the same, to the byte.
    func isSame(as other: GrantTerms) -> Bool {
        self == other && (exact ?? [:]).isSame(as: other.exact ?? [:])
            && (subset ?? [:]).isSame(as: other.subset ?? [:])
    }

    /// The condition keys of `CreateGrant`.
    func conditions(isForService: Bool) -> [String: [String]] {
        var values = [
            "kms:GrantOperations": operations, "kms:GranteePrincipal": [grantee],
            "kms:GrantIsForAWSResource": [isForService ? "true" : "false"],
        ]
        if let retirer { values["kms:RetiringPrincipal"] = [retirer] }
        let types =
            (exact == nil ? [] : ["EncryptionContextEquals"]) + (subset == nil ? [] : ["EncryptionContextSubset"])
        if !types.isEmpty { values["kms:GrantConstraintType"] = types }
        return values
    }
}
