internal import Kernel
internal import ServiceIAM
internal import ServiceMartlet

/// Whose the long-term keys of this server are: roots' and users'.
struct KeyOwners: AccessKeyOwners {
    let rootKeys: RootCredentials
    let userKeys: UserCredentials

    func owner(ofAccessKey accessKeyID: String) async throws -> AccountID? {
        if let account = try await rootKeys.owner(ofAccessKey: accessKeyID) { return account }
        return try await userKeys.owner(ofAccessKey: accessKeyID)
    }
}
