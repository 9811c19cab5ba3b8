import Kernel
import UserPoolsModel
import Wire

/// Tells which second factors a pool has.
struct GetUserPoolMfaConfig: Operation {
    typealias Model = UserPoolsModel.GetUserPoolMfaConfig

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:GetUserPoolMfaConfig", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let settings = try await store.directory.pool(input.userPoolId, in: call).settings
        return Output(
            smsMfaConfiguration: settings.smsFactor,
            softwareTokenMfaConfiguration: settings.mfa.softwareToken.map { SoftwareTokenMfaConfigType(enabled: $0) },
            emailMfaConfiguration: settings.mfa.email.map {
                EmailMfaConfigType(message: $0.message, subject: $0.subject)
            },
            mfaConfiguration: UserPoolMfaType(rawValue: settings.mfa.mode))
    }
}
