import Kernel
import Storage
import UserPoolsModel
import Wire

extension SignIn {
    /// Brings an unknown user over by the pool's `UserMigration` trigger, which only flows that send the password can.
    func migrate(_ name: String, _ request: SignInRequest) async throws -> Subject? {
        let migration = UserMigration(store: store, triggers: triggers)
        do {
            let user = try await migration.migrate(
                context(nil, named: name, request, metadata: [:]), source: "UserMigration_Authentication",
                password: (try request.required("PASSWORD"), passwords), validationData: request.metadata)
            guard let user else { return nil }
            return .user(user, try await store.read { try Passwords.get(user, $0) })
        } catch let error as ServiceError {
            let hides = request.client.hidesUsers && error.code == "UserNotFoundException"
            throw hides ? Refusal.wrongCredentials() : error
        }
    }
}
