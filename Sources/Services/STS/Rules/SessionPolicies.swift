internal import IAMPolicy
internal import Kernel
internal import STSModel
internal import Wire

/// The policies by which a caller narrows a session to be, checked.
struct SessionPolicies: Hashable, Sendable {
    /// What a session of a federated user gets that was passed no policy: nothing by identity-based policies.
    ///
    /// `NotAction *` covers no action. Without it such a session would look like one that was never narrowed.
    static let closed = SessionPolicies(
        documents: [#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"*","Resource":"*"}]}"#],
        arns: [], size: 0)

    private(set) var documents: [String]
    private(set) var arns: [String]
    /// Characters that count against the packed size.
    private let size: Int

    /// Most managed policies of one session.
    private static let arnLimit = 10
    /// Characters of policies and tags that one session may carry; AWS's limit is on a compressed form of its own.
    private static let allotment = 4096

    private init(documents: [String], arns: [String], size: Int) {
        self.documents = documents
        self.arns = arns
        self.size = size
    }

    /// - Parameter account: the session's own account, to which managed policies must belong, where AWS does not
    ///   provide them.
    init(
        policy: String?,
        arns descriptors: [PolicyDescriptorType]?,
        in account: AccountID
    ) throws(ServiceError) {
        let arns = (descriptors ?? []).compactMap(\.arn)
        guard arns.count <= Self.arnLimit else {
            throw CommonError.validation(
                "1 validation error detected: Value '[\(arns.joined(separator: ", "))]' at 'policyArns' failed to "
                    + "satisfy constraint: Member must have length less than or equal to \(Self.arnLimit)")
        }
        for text in arns {
            guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("policy/"),
                arn.account == "aws" || arn.account == account.digits
            else { throw CommonError.validation("ARN \(text) is not valid.") }
        }
        var size = arns.reduce(0) { $0 + $1.utf8.count }
        if let policy {
            do throws(MalformedPolicy) {
                size += try PolicyDocument(parsing: policy, as: .session).quotaLength
            } catch {
                throw STSError.malformedPolicyDocument(error.message)
            }
        }
        self.init(documents: policy.map { [$0] } ?? [], arns: arns, size: size)
    }

    var isEmpty: Bool { documents.isEmpty && arns.isEmpty }

    /// How much of the room for policies and tags is used, in percent; `nil` where there are none.
    ///
    /// Throws AWS's `PackedPolicyTooLarge` beyond a hundred.
    func packedSize(with tags: SessionTags = .none) throws(ServiceError) -> Int? {
        guard !isEmpty || !tags.isEmpty else { return nil }
        let total = size + tags.tags.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        let percent = max(1, (total * 100 + Self.allotment - 1) / Self.allotment)
        guard percent <= 100 else {
            throw STSError.packedPolicyTooLarge(
                isEmpty
                    ? "Packed size of session tags consumes \(percent)% of allotted space."
                    : "Packed policy consumes \(percent)% of allotted space, please use smaller policy.")
        }
        return percent
    }
}
