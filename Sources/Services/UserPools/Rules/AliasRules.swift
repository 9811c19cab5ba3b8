import Kernel
import Storage
import UserPoolsModel
import Wire

/// What signs a user in besides the user name.
enum AliasRules {
    /// The aliases that a user's attributes give: of alias attributes those that are verified (`preferred_username`
    /// needs no verification, but a confirmed user); of username attributes every one, verified or not; and the accounts
    /// at other providers, each of which is one user's alone.
    static func aliases(of user: StoredUser, in pool: StoredPool) -> [String] {
        let verified = pool.aliasAttributes.filter { name in
            name == "preferred_username" ? user.status != .unconfirmed : user.isVerified(name)
        }
        let names = (verified + pool.usernameAttributes).compactMap { name in
            user.attributes[name].flatMap { $0.isEmpty ? nil : "\(name):\(pool.folded($0))" }
        }
        return names + user.identities.map(\.alias)
    }

    /// The attribute of the first alias that somebody else already has.
    static func taken(
        _ aliases: [String], by user: StoredUser, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> String? {
        let kinds = pool.aliasAttributes + pool.usernameAttributes
        for alias in aliases {
            let kind = String(alias.prefix { $0 != ":" })
            var owners = [try Users.find(alias: alias, in: pool, transaction)]
            if kinds.contains(kind) {
                owners += try self.owners(of: String(alias.dropFirst(kind.count + 1)), in: pool, transaction)
            }
            if owners.contains(where: { $0.map { $0.sub != user.sub } ?? false }) { return kind }
        }
        return nil
    }

    /// Whoever is meant by a folded name in any way: as user name, by an alias of whatever kind, or by `sub`. One name
    /// means one user, or somebody could be taken for another.
    private static func owners(
        of name: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> [StoredUser] {
        let kinds = pool.aliasAttributes + pool.usernameAttributes
        let others = try kinds.compactMap { try Users.find(alias: "\($0):\(name)", in: pool, transaction) }
        let named = try [
            Users.get(name, in: pool, transaction), Users.find(sub: name.lowercased(), in: pool, transaction),
        ]
        return others + named.compactMap(\.self)
    }

    /// Takes a user's aliases from whoever has them: the loser's address is no longer verified, a preferred name is
    /// gone. In pools with username attributes nothing moves: there the address is the account.
    static func take(
        _ aliases: [String], for user: StoredUser, in pool: StoredPool, at milliseconds: Int64,
        _ transaction: any WriteTransaction
    ) throws {
        for alias in aliases {
            guard var loser = try Users.find(alias: alias, in: pool, transaction), loser.sub != user.sub else {
                continue
            }
            let attribute = String(alias.prefix { $0 != ":" })
            guard pool.aliasAttributes.contains(attribute) else { throw Refusal.aliasExists(attribute) }
            if attribute == "preferred_username" {
                loser.attributes[attribute] = nil
            } else {
                loser.attributes["\(attribute)_verified"] = "false"
            }
            loser.aliases = Self.aliases(of: loser, in: pool)
            loser.modifiedAt = milliseconds
            try Users.records.replace(loser, in: transaction)
        }
    }

    /// Takes the aliases whose addresses a change vouches for: where an administrator says that a second user has
    /// verified an address, the first one has so no longer.
    ///
    /// Source: what AdminUpdateUserAttributes has been seen to do; "only one user can hold the email address value" in
    /// "How do I troubleshoot issues with an Amazon Cognito user's email_verified attribute?" in AWS's Knowledge
    /// Center.
    static func takeVouched(
        for user: StoredUser, by changes: [String: String], in pool: StoredPool, at milliseconds: Int64,
        _ transaction: any WriteTransaction
    ) throws {
        let kinds = ["email", "phone_number"].filter { kind in
            pool.aliasAttributes.contains(kind) && changes["\(kind)_verified"]?.lowercased() == "true"
        }
        let aliases = user.aliases.filter { alias in kinds.contains { alias.hasPrefix("\($0):") } }
        try take(aliases, for: user, in: pool, at: milliseconds, transaction)
    }

    /// Stores a changed user, whose aliases must be free, or are taken where `isForced`.
    static func replace(
        _ user: StoredUser, in pool: StoredPool, isForced: Bool = false, at milliseconds: Int64,
        _ transaction: any WriteTransaction
    ) throws {
        if isForced { try take(user.aliases, for: user, in: pool, at: milliseconds, transaction) }
        if let attribute = try taken(user.aliases, by: user, in: pool, transaction) {
            throw Refusal.aliasExists(attribute)
        }
        try Users.records.replace(user, in: transaction)
    }

    /// The same at the end of a verification, where AWS words the refusal differently.
    static func replaceVerified(
        _ user: StoredUser, in pool: StoredPool, isForced: Bool = false, at milliseconds: Int64,
        _ transaction: any WriteTransaction
    ) throws {
        if !isForced, let attribute = try taken(user.aliases, by: user, in: pool, transaction) {
            throw Refusal.aliasExistsAtConfirmation(attribute)
        }
        try replace(user, in: pool, isForced: isForced, at: milliseconds, transaction)
    }

    /// Stores a new user, whose name and aliases must be free, with the refusals of `SignUp` and `AdminCreateUser`;
    /// none into a pool that was deleted since it was looked up.
    ///
    /// - Parameter nameTaken: what a taken user name is refused with; AWS has a text for each operation.
    static func insert(
        _ user: StoredUser, in pool: StoredPool, isForced: Bool = false, nameTaken: String = "User already exists",
        at milliseconds: Int64, _ transaction: any WriteTransaction
    ) throws {
        guard try Pools.isThere(pool.id, transaction) else { throw Refusal.noPool(pool.id.text) }
        if isForced { try take(user.aliases, for: user, in: pool, at: milliseconds, transaction) }
        try checkFree(user, in: pool, nameTaken: nameTaken, transaction)
        do {
            try Users.insert(user, transaction)
        } catch StorageFault.duplicate {
            throw UserPoolsError.usernameExists(nameTaken)
        }
    }

    /// Refuses a new user whose name is taken, or an alias that is not to be moved.
    static func checkFree(
        _ user: StoredUser, in pool: StoredPool, isForced: Bool = false, nameTaken: String = "User already exists",
        _ transaction: any ReadTransaction
    ) throws {
        guard try owners(of: user.key, in: pool, transaction).isEmpty else {
            throw UserPoolsError.usernameExists(nameTaken)
        }
        if !isForced, let attribute = try taken(user.aliases, by: user, in: pool, transaction) {
            throw UserPoolsError.usernameExists("An account with the given \(attribute) already exists.")
        }
    }
}
