import IAMModel
import Kernel
import Storage
import Wire

/// Lets the calling user choose another password, knowing the present one.
struct ChangePassword: Operation {
    typealias Model = IAMModel.ChangePassword

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ChangePassword", on: .user, named: try caller(in: call), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try caller(in: call)
        let present = try await store.read { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            return try ConsoleLogins.required(of: user, transaction).password
        }
        guard try PasswordHashing.matches(input.oldPassword, present) else {
            throw CommonError.accessDenied("The old password was incorrect.")
        }
        let hash = try PasswordHashing.hash(input.newPassword, salt: present.salt)
        try await store.write { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            var login = try ConsoleLogins.required(of: user, transaction)
            guard login.password == present else {
                throw IAMError.entityTemporarilyUnmodifiable("Login Profile for User \(user.name) is being changed.")
            }
            let rules = try AccountSettingsRecords.of(call.account, transaction).passwordRules
            try PasswordCheck.check(input.newPassword, against: rules)
            try PasswordChange.apply(hash, to: &login, rules: rules, at: call.time.seconds)
            login.mustChange = false
            try ConsoleLogins.records.replace(login, in: transaction)
        }
        return Output()
    }

    private func caller(in call: Call) throws -> String {
        guard let name = CallingUser.name(in: call) else {
            throw IAMError.invalidUserType("Only IAM Users can change their own password")
        }
        return name
    }
}
