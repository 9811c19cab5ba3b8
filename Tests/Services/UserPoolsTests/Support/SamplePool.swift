import Kernel
import Storage

@testable import ServiceUserPools

/// Pools, clients and users for tests, as they are stored.
enum SamplePool {
    static let account = AccountID("123456789012")
    /// 2026-11-22T10:00:00Z.
    static let now: Int64 = 1_795_341_600_000

    /// A pool with AWS's standard attributes that tests use, and four custom ones.
    static func make(
        aliases: [String] = [], usernames: [String] = [], isCaseSensitive: Bool = true, required: Set<String> = [],
        settings: PoolSettings = PoolSettings()
    ) throws -> StoredPool {
        let standard = ["sub", "name", "given_name", "family_name", "preferred_username", "email", "birthdate"]
        var schema = standard.map { name in
            attribute(
                name, isMutable: name != "sub", isRequired: name == "sub" || required.contains(name),
                lengths: name == "birthdate" ? ("10", "10") : ("0", "2048"))
        }
        schema += ["email_verified", "phone_number_verified"].map { attribute($0, type: "Boolean") }
        schema.append(attribute("phone_number", isRequired: required.contains("phone_number")))
        schema += [
            attribute("custom:team", lengths: ("1", "5")), attribute("custom:plan", isMutable: false),
            attribute("custom:age", type: "Number", bounds: ("18", "99")), attribute("custom:since", type: "DateTime"),
            attribute("dev:custom:note"),
        ]
        return StoredPool(
            id: PoolID("eu-central-1_AbCdEfGh1"), account: try account.unwrapped(), name: "postcards", createdAt: now,
            modifiedAt: now, aliasAttributes: aliases, usernameAttributes: usernames, caseSensitivity: isCaseSensitive,
            schema: schema, settings: settings, tags: [:])
    }

    /// A public client of the sample pool.
    static func client(
        of pool: StoredPool, hidesUsers: Bool = false, writes: [String]? = nil, reads: [String]? = nil
    ) -> StoredClient {
        StoredClient(
            pool: pool.id, account: pool.account, id: "1example23456789", name: "app", createdAt: now, modifiedAt: now,
            secrets: [], refreshTokenValidity: 30, readAttributes: reads, writeAttributes: writes,
            isOAuthEnabled: false, userExistenceErrors: hidesUsers ? "ENABLED" : "LEGACY",
            isTokenRevocationEnabled: true, propagatesUserContext: false, authSessionValidity: 3)
    }

    static func user(
        _ name: String, in pool: StoredPool, attributes: [String: String] = [:],
        status: StoredUser.Status = .confirmed
    ) -> StoredUser {
        var user = StoredUser(
            pool: pool.id, account: pool.account, username: name, key: pool.folded(name), sub: "sub-of-\(name)",
            attributes: attributes, status: status, createdAt: now, modifiedAt: now)
        user.aliases = AliasRules.aliases(of: user, in: pool)
        return user
    }

    private static func attribute(
        _ name: String, type: String = "String", isMutable: Bool = true, isRequired: Bool = false,
        lengths: (String, String)? = nil, bounds: (String, String)? = nil
    ) -> SchemaAttribute {
        SchemaAttribute(
            type: type, name: name, isDeveloperOnly: name.hasPrefix("dev:"), isMutable: isMutable,
            isRequired: isRequired, minLength: lengths?.0, maxLength: lengths?.1, minValue: bounds?.0,
            maxValue: bounds?.1, hasConstraints: true)
    }
}

/// What a sample lacks; tests stop there.
struct SampleMissing: Error {}

extension Optional {
    /// The value, or a failure of the test.
    func unwrapped() throws -> Wrapped {
        guard let self else { throw SampleMissing() }
        return self
    }
}

/// The refusal of what is tried, as `Code: message`; what succeeds or fails otherwise is named so.
func refusal<Outcome>(_ attempt: () throws -> Outcome) -> String {
    do {
        _ = try attempt()
        return "no refusal"
    } catch {
        return told(error)
    }
}

/// The same for what takes its time.
func refusal<Outcome>(_ attempt: () async throws -> Outcome) async -> String {
    do {
        _ = try await attempt()
        return "no refusal"
    } catch {
        return told(error)
    }
}
