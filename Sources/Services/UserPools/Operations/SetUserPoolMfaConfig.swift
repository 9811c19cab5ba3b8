import Kernel
import Storage
import UserPoolsModel
import Wire

/// Sets which second factors a pool has; those that are left out are switched off.
struct SetUserPoolMfaConfig: Operation {
    typealias Model = UserPoolsModel.SetUserPoolMfaConfig

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let role = input.smsMfaConfiguration?.smsConfiguration?.snsCallerArn
        return [try await store.permission("cognito-idp:SetUserPoolMfaConfig", onPool: input.userPoolId, in: call)]
            + RolePassing.permissions(role, to: PoolID(input.userPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let changed = try await store.write { transaction in
            try Pools.change(pool, at: call.time.milliseconds, in: transaction) { pool in
                try MFARules.apply(input, to: &pool.settings)
            }
        }
        let settings = changed.settings
        return Output(
            smsMfaConfiguration: settings.smsFactor,
            softwareTokenMfaConfiguration: settings.mfa.softwareToken.map { SoftwareTokenMfaConfigType(enabled: $0) },
            emailMfaConfiguration: settings.mfa.email.map {
                EmailMfaConfigType(message: $0.message, subject: $0.subject)
            },
            mfaConfiguration: UserPoolMfaType(rawValue: settings.mfa.mode))
    }
}
