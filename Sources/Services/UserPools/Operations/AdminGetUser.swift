import Kernel
import Storage
import UserPoolsModel
import Wire

/// Describes a user to an administrator.
struct AdminGetUser: Operation {
    typealias Model = UserPoolsModel.AdminGetUser

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminGetUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let user = try await store.read { try UserLookup.require(input.username, in: pool, $0) }
        return Output(
            username: user.username,
            userAttributes: AdministratorView.attributes(of: user, in: pool),
            userCreateDate: Timestamp(milliseconds: user.createdAt),
            userLastModifiedDate: Timestamp(milliseconds: user.modifiedAt),
            enabled: user.isEnabled,
            userStatus: UserStatusType(rawValue: user.status.rawValue),
            mfaOptions: user.mfa.legacyOptions,
            preferredMfaSetting: user.mfa.preferred,
            userMFASettingList: user.mfa.settingList
        )
    }
}
