internal import Kernel
internal import Wire

/// A role as its ARN names it: account, path and name.
struct RoleName: Hashable, Sendable {
    let arn: String
    let account: AccountID
    let path: String
    let name: String

    /// `nil` for whatever is not a role's ARN.
    init?(arn text: String) {
        guard let arn = ARN(text), arn.partition == "aws", arn.service == "iam", arn.region.isEmpty,
            let account = AccountID(arn.account),
            arn.resource.hasPrefix("role/"), let slash = arn.resource.lastIndex(of: "/")
        else { return nil }
        let name = arn.resource[arn.resource.index(after: slash)...]
        guard !name.isEmpty else { return nil }
        self.arn = text
        self.account = account
        self.name = String(name)
        path = String(arn.resource[..<slash].dropFirst("role".count)) + "/"
    }

    /// The role, if it is there with this very path.
    func role(in roles: any RoleSource) async throws -> AssumableRole? {
        guard let role = try await roles.role(named: name, in: account), role.path == path, role.name == name else {
            return nil
        }
        return role
    }
}
