import IAMModel
import Kernel
import Storage

extension UserAccessKeys {
    /// A user's key, or AWS's refusal.
    static func required(
        _ id: String, of user: IAMUser, _ transaction: any ReadTransaction
    ) throws -> UserAccessKey {
        let key = try records.get(key(user: user.id, id: id), account: user.account.digits, in: transaction)
        guard let key else { throw IAMError.noSuchEntity("The Access Key with id \(id) cannot be found.") }
        return key
    }
}

extension ConsoleLogins {
    /// A user's login profile, or AWS's refusal.
    static func required(of user: IAMUser, _ transaction: any ReadTransaction) throws -> ConsoleLogin {
        guard let login = try of(user.id, in: user.account, transaction) else {
            throw IAMError.noSuchEntity("Login Profile for User \(user.name) cannot be found.")
        }
        return login
    }
}

extension VirtualMFAs {
    /// The device of a serial number, or AWS's refusal.
    static func required(
        _ arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> VirtualMFA {
        guard let device = try device(arn: arn, in: account, transaction) else {
            throw IAMError.noSuchEntity("MFA Device with serial number \(arn) does not exist.")
        }
        return device
    }

    /// The device of a serial number as far as it is enabled for this user, or AWS's refusal.
    static func required(
        _ arn: String, enabledFor user: IAMUser, _ transaction: any ReadTransaction
    ) throws -> VirtualMFA {
        let device = try required(arn, in: user.account, transaction)
        guard device.userID == user.id else {
            throw IAMError.noSuchEntity("MFA Device with serial number \(arn) does not exist.")
        }
        return device
    }
}
