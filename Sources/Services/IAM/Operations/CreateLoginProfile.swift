import IAMModel
import Kernel
import Storage
import Wire

/// Gives a user a password.
struct CreateLoginProfile: Operation {
    typealias Model = IAMModel.CreateLoginProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:CreateLoginProfile", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        guard let password = input.password else {
            throw CommonError.validation(
                "1 validation error detected: Value null at 'password' failed to satisfy constraint: "
                    + "Member must not be null")
        }
        _ = try await store.read { try check(password, for: name, in: call.account, $0) }
        let hash = try PasswordHashing.hash(password, salt: store.random.bytes(PasswordHashing.saltLength))
        return try await store.write { transaction in
            let user = try check(password, for: name, in: call.account, transaction)
            let login = ConsoleLogin(
                account: call.account, userID: user.id, password: hash,
                mustChange: input.passwordResetRequired ?? false, createdAt: call.time.seconds,
                changedAt: call.time.seconds)
            try ConsoleLogins.records.insert(login, in: transaction)
            return Output(loginProfile: LoginProfile(login, of: user))
        }
    }

    /// Everything that can be refused; asked before the slow hashing, and again with it in hand.
    private func check(
        _ password: String, for name: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> IAMUser {
        let user = try Users.required(name, in: account, transaction)
        if try ConsoleLogins.of(user.id, in: account, transaction) != nil {
            throw IAMError.entityAlreadyExists("Login Profile for user \(user.name) already exists.")
        }
        try PasswordCheck.check(password, against: AccountSettingsRecords.of(account, transaction).passwordRules)
        return user
    }
}
