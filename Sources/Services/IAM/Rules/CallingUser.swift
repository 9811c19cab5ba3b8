import Kernel
import Wire

/// Which user a request speaks of when it may leave the name out.
enum CallingUser {
    /// The user who calls, by its own key or in its own session; `nil` for root, roles and federated users.
    static func name(in call: Call) -> String? {
        switch call.principal {
        case .user(let user): user.name
        case .session(let session):
            if case .own(let user?) = session.origin { user.name } else { nil }
        case .anonymous, .root, .service: nil
        }
    }

    /// The user named, or else the caller; refused as AWS does where the caller is no user.
    static func name(_ given: String?, in call: Call) throws -> String {
        guard let name = given ?? name(in: call) else {
            throw CommonError.validation("Must specify userName when calling with non-User credentials")
        }
        return name
    }

    /// Whether the account itself calls.
    static func isRoot(_ principal: Principal) -> Bool {
        switch principal {
        case .root: true
        case .session(let session): session.origin == .own(nil)
        case .anonymous, .user, .service: false
        }
    }
}
