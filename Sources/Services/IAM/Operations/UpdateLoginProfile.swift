import IAMModel
import Kernel
import Storage
import Wire

/// Sets a user's password anew, or demands that the user does.
struct UpdateLoginProfile: Operation {
    typealias Model = IAMModel.UpdateLoginProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:UpdateLoginProfile", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let salt = try await store.read { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            let login = try ConsoleLogins.required(of: user, transaction)
            let rules = try AccountSettingsRecords.of(call.account, transaction).passwordRules
            if let password = input.password { try PasswordCheck.check(password, against: rules) }
            return login.password.salt
        }
        let hash = try input.password.map { try PasswordHashing.hash($0, salt: salt) }
        try await store.write { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            var login = try ConsoleLogins.required(of: user, transaction)
            if let hash {
                let rules = try AccountSettingsRecords.of(call.account, transaction).passwordRules
                try PasswordChange.apply(hash, to: &login, rules: rules, at: call.time.seconds)
            }
            login.mustChange = input.passwordResetRequired ?? login.mustChange
            try ConsoleLogins.records.replace(login, in: transaction)
        }
        return Output()
    }
}
