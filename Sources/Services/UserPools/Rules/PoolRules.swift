import Kernel
import Storage
import UserPoolsModel
import Wire

/// What a pool may be, and how many an account may have.
enum PoolRules {
    /// Pools that an account may have in a region.
    static let limit = 1000

    /// Refuses one pool too many.
    static func checkRoom(in call: Call, _ transaction: any ReadTransaction) throws {
        let count = try Pools.records.count(
            prefix: [.string(call.region.name)], account: call.account.digits, in: transaction)
        guard count < limit else {
            throw UserPoolsError.limitExceeded("Limit for number of user pools is \(limit).")
        }
    }

    /// Refuses alias and username attributes together.
    static func checkNames(_ input: CreateUserPoolRequest) throws {
        let hasAliases = input.aliasAttributes?.isEmpty == false
        guard !hasAliases || input.usernameAttributes?.isEmpty ?? true else {
            throw Refusal.invalid(
                "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.")
        }
    }

    /// The settings that a request asks for, checked.
    ///
    /// - Parameter old: those that they replace; second factors are set by an operation of their own and stay.
    static func settings(_ request: SettingsRequest, replacing old: PoolSettings?) throws -> PoolSettings {
        var settings = request.settings()
        if let old {
            settings.mfa = old.mfa
            settings.mfa.mode = request.mfa?.rawValue ?? "OFF"
        }
        return settings
    }
}
