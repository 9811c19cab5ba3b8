internal import Kernel
internal import Wire

/// Who stands behind a chain of sessions: set once, then handed down unchanged.
///
/// Source: "Monitor and control actions taken with assumed roles" in the IAM User Guide; the text is AWS's answer.
enum SourceIdentity {
    static func resolve(requested: String?, from caller: Principal) throws(ServiceError) -> String? {
        guard let inherited = caller.roleSession?.sourceIdentity else { return requested }
        guard requested == nil || requested == inherited else {
            throw CommonError.validation("The source identity is already set for this assume role session")
        }
        return inherited
    }
}
