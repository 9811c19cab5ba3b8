import Kernel
import UserPoolsModel
import Wire

/// How a new user comes to a name.
enum NewUserRules {
    /// A user made of a name that somebody typed and attributes that were checked: in pools with username attributes
    /// the typed name becomes `email` or `phone_number` and the name is the `sub`; elsewhere names that look like an
    /// alias are refused with AWS's texts.
    static func draft(
        name: String, attributes: [String: String], status: StoredUser.Status, in pool: StoredPool,
        random: any RandomSource, at milliseconds: Int64
    ) throws -> StoredUser {
        let sub = random.uuid()
        var attributes = attributes.filter { !$0.value.isEmpty }
        var username = name
        if let kind = try attribute(of: name, in: pool) {
            attributes[kind] = name
            username = sub
        }
        for address in ["email", "phone_number"] where attributes[address] != nil {
            let flag = "\(address)_verified"
            attributes[flag] = attributes[flag]?.lowercased() ?? "false"
        }
        try checkFlags(attributes)
        if status == .unconfirmed, pool.aliasAttributes.contains("preferred_username"),
            attributes["preferred_username"] != nil
        {
            throw Refusal.invalid(
                "Preferred username cannot be provided for unconfirmed account, since user pool is configured for "
                    + "preferred username alias.")
        }
        var user = StoredUser(
            pool: pool.id, account: pool.account, username: username, key: pool.folded(username), sub: sub,
            attributes: attributes, status: status, createdAt: milliseconds, modifiedAt: milliseconds)
        user.aliases = AliasRules.aliases(of: user, in: pool)
        return user
    }

    /// The attribute that a typed name is, in pools with username attributes; `nil` in all others, which refuse names
    /// in the form of an alias.
    static func attribute(of name: String, in pool: StoredPool) throws -> String? {
        let kinds = pool.usernameAttributes
        guard !kinds.isEmpty else {
            try checkForm(of: name, in: pool)
            return nil
        }
        if kinds.contains("email"), AttributeValues.isMail(name) { return "email" }
        if kinds.contains("phone_number"), AttributeValues.isPhone(name) { return "phone_number" }
        throw Refusal.invalid(
            kinds.count > 1
                ? "Username should be either an email or a phone number."
                : kinds == ["email"] ? "Username should be an email." : "Username should be a phone number.")
    }

    /// Refuses a flag of verification without the address that it speaks of.
    static func checkFlags(_ attributes: [String: String]) throws {
        if attributes["email_verified"] != nil, attributes["email", default: ""].isEmpty {
            throw Refusal.invalid("Email is required to verify/un-verify an email")
        }
        if attributes["phone_number_verified"] != nil, attributes["phone_number", default: ""].isEmpty {
            throw Refusal.invalid("Phone Number is required to verify/un-verify a phone number")
        }
    }

    private static func checkForm(of name: String, in pool: StoredPool) throws {
        if pool.aliasAttributes.contains("email"), AttributeValues.isMail(name) {
            throw Refusal.invalid(
                "Username cannot be of email format, since user pool is configured for email alias.")
        }
        if pool.aliasAttributes.contains("phone_number"), AttributeValues.isPhone(name) {
            throw Refusal.invalid(
                "Username cannot be of phone number format, since user pool is configured for phone number alias.")
        }
    }
}
