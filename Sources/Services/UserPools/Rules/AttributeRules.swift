import UserPoolsModel
import Wire

/// What attributes may hold, by the pool's schema and the client's rights.
enum AttributeRules {
    /// Who sets attributes.
    enum Author: Sendable {
        /// A new user through a client.
        case signUp(StoredClient)
        /// The user through a client.
        case user(StoredClient)
        /// An administrator, making or changing a user.
        case administrator(isCreation: Bool)

        /// Whether the user is being made, so that immutable attributes may be set.
        var isCreation: Bool {
            switch self {
            case .signUp: true
            case .user: false
            case .administrator(let isCreation): isCreation
            }
        }

        var client: StoredClient? {
            switch self {
            case .signUp(let client), .user(let client): client
            case .administrator: nil
            }
        }
    }

    /// Attributes that only verification and administrators set.
    static let verificationFlags: Set<String> = ["email_verified", "phone_number_verified"]

    /// The attributes by name, checked against schema, types, lengths, mutability and the client's write rights, with
    /// AWS's refusals. Required ones must be there when somebody signs up; those that an administrator makes may give
    /// them at their first sign-in. An empty value stands for removal and is let through when a user is changed.
    ///
    /// - Parameter name: the typed user name, which in pools with username attributes is an attribute's value.
    static func check(
        _ attributes: [AttributeType], in pool: StoredPool, by author: Author, name: String? = nil
    ) throws -> [String: String] {
        var checked: [String: String] = [:]
        for attribute in attributes {
            guard let value = attribute.value else {
                throw Refusal.invalid("Attribute value for \(attribute.name) must not be null")
            }
            try checkRights(to: attribute.name, by: author)
            checked[attribute.name] = value
        }
        for name in checked.keys.sorted() {
            let schema = try schemaAttribute(name, in: pool, by: author)
            try checkMutability(of: schema, by: author)
            guard let value = checked[name] else { continue }
            if value.isEmpty, !author.isCreation {
                guard !schema.isRequired else { throw requiredRemoval(name) }
            } else {
                try AttributeValues.check(value, as: schema)
            }
        }
        if let name, let kind = try NewUserRules.attribute(of: name, in: pool) { checked[kind] = name }
        if case .signUp = author { try checkRequired(checked, in: pool) }
        return checked
    }

    /// Refuses to remove attributes that are required, fixed, unknown, or not the client's to write.
    static func checkRemoval(of names: [String], in pool: StoredPool, by author: Author) throws {
        for name in names {
            if author.client != nil { try checkRights(to: name, by: author) }
            guard let schema = pool.schema.first(where: { $0.name == name }) else {
                throw Refusal.invalid(
                    "Invalid user attributes: user.\(name): Attribute does not exist in the schema.\n")
            }
            try checkMutability(of: schema, by: author)
            guard !schema.isRequired else { throw requiredRemoval(name) }
        }
    }

    /// The pool's required attributes that a user does not have yet.
    static func missing(from attributes: [String: String], in pool: StoredPool) -> [String] {
        pool.schema.filter { $0.isRequired && $0.name != "sub" && attributes[$0.name, default: ""].isEmpty }.map(\.name)
    }

    /// Sets attributes that were checked. A new address loses its verification unless the change says otherwise; an
    /// empty value removes the attribute. Aliases follow, so that the alias index decides races.
    static func apply(
        _ changes: [String: String], to user: inout StoredUser, in pool: StoredPool, at milliseconds: Int64
    ) {
        for (name, value) in changes where !verificationFlags.contains(name) {
            let flag = "\(name)_verified"
            let isAddress = verificationFlags.contains(flag)
            if value.isEmpty {
                user.attributes[name] = nil
                if isAddress { user.attributes[flag] = nil }
            } else if user.attributes[name] != value {
                user.attributes[name] = value
                if isAddress { user.attributes[flag] = "false" }
            }
            user.pendingAttributes[name] = nil
        }
        for (name, value) in changes where verificationFlags.contains(name) {
            user.attributes[name] = value.isEmpty ? nil : value.lowercased()
        }
        user.aliases = AliasRules.aliases(of: user, in: pool)
        user.modifiedAt = milliseconds
    }

    /// A user's attributes as answers carry them: `sub` first, then by the schema's order; only those that the client
    /// may read, where one is given: none of those for developers, which only administrators see.
    ///
    /// Source of the latter: what GetUser was seen to leave out; the API reference says of `dev:` attributes only that
    /// clients cannot change them.
    static func list(
        of user: StoredUser, in pool: StoredPool, readableBy client: StoredClient? = nil
    ) -> [AttributeType] {
        let readable = client?.readAttributes.map(Set.init)
        let values = pool.schema.compactMap { schema -> AttributeType? in
            guard schema.name != "sub", let value = user.attributes[schema.name] else { return nil }
            guard readable?.contains(schema.name) ?? true, client == nil || !schema.isDeveloperOnly else { return nil }
            return AttributeType(name: schema.name, value: value)
        }
        return [AttributeType(name: "sub", value: user.sub)] + values
    }

    /// The same for triggers: `sub`, `cognito:user_status`, and all attributes.
    static func forTriggers(_ user: StoredUser) -> [String: String] {
        var attributes = user.attributes
        attributes["sub"] = user.sub
        attributes["cognito:user_status"] = user.status.rawValue
        return attributes
    }

    /// Refuses what the client may not write; one without a list may write all but `sub`, the flags of verification
    /// and what is for developers alone.
    private static func checkRights(to name: String, by author: Author) throws {
        if name == "sub" { throw Refusal.invalid("Cannot modify the non-mutable attribute sub") }
        guard let client = author.client else { return }
        if verificationFlags.contains(name), !author.isCreation {
            throw Refusal.invalid("Cannot modify the non-mutable attribute \(name)")
        }
        let isReserved = verificationFlags.contains(name) || name.hasPrefix("dev:")
        guard !isReserved, client.writeAttributes?.contains(name) ?? true else {
            throw UserPoolsError.notAuthorized("A client attempted to write unauthorized attribute")
        }
    }

    private static func schemaAttribute(
        _ name: String, in pool: StoredPool, by author: Author
    ) throws -> SchemaAttribute {
        if let schema = pool.schema.first(where: { $0.name == name }) { return schema }
        throw author.isCreation
            ? nonconforming("\(name): Attribute does not exist in the schema.")
            : Refusal.invalid("user.\(name): Attribute does not exist in the schema.\n")
    }

    private static func checkMutability(of schema: SchemaAttribute, by author: Author) throws {
        guard !author.isCreation, !schema.isMutable else { return }
        throw Refusal.invalid("user.\(schema.name): Attribute cannot be updated. (changing an immutable attribute)")
    }

    private static func checkRequired(_ attributes: [String: String], in pool: StoredPool) throws {
        let missing = missing(from: attributes, in: pool)
        guard !missing.isEmpty else { return }
        throw nonconforming(missing.map { "\($0): The attribute is required" }.joined(separator: "\n"))
    }

    private static func requiredRemoval(_ name: String) -> ServiceError {
        Refusal.invalid("Invalid user attributes: \(name): Required attribute cannot be deleted.\n")
    }

    /// AWS ends each line of the list, the last one too.
    static func nonconforming(_ lines: String) -> ServiceError {
        Refusal.invalid("Attributes did not conform to the schema: \(lines)\n")
    }
}
