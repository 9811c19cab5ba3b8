import Kernel
import Storage
import UserPoolsModel
import Wire

/// What a resource server may be, and how it is described.
enum ResourceServerRules {
    /// Resource servers that a pool may have: AWS's highest.
    static let limit = 300

    static func none(_ identifier: String) -> ServiceError {
        UserPoolsError.resourceNotFound("Resource server \(identifier) does not exist.")
    }

    /// The scopes of a request; refuses two of one name.
    static func scopes(_ scopes: [ResourceServerScopeType]?) throws -> [StoredResourceServer.Scope] {
        let scopes = (scopes ?? []).map {
            StoredResourceServer.Scope(name: $0.scopeName, description: $0.scopeDescription)
        }
        guard Set(scopes.map(\.name)).count == scopes.count else {
            throw Refusal.invalid("Scope names must be unique within a resource server.")
        }
        return scopes
    }

    /// Refuses one resource server too many.
    static func checkRoom(in pool: StoredPool, _ transaction: any ReadTransaction) throws {
        let count = try ResourceServers.records.count(
            prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
        guard count < limit else {
            throw UserPoolsError.limitExceeded("Exceeded maximum number of resource servers: \(limit)")
        }
    }
}

extension StoredResourceServer {
    var model: ResourceServerType {
        ResourceServerType(
            userPoolId: pool.text, identifier: identifier, name: name,
            scopes: scopes.map { ResourceServerScopeType(scopeName: $0.name, scopeDescription: $0.description) })
    }
}
