/// The attributes that every pool has from the start.
///
/// Source: the answer of `CreateUserPool`, whose order this is; "User pool attributes" in the developer guide.
enum StandardSchema {
    static let attributes: [SchemaAttribute] = [
        sub, text("name"), text("given_name"), text("family_name"), text("middle_name"), text("nickname"),
        text("preferred_username"), text("profile"), text("picture"), text("website"), text("email"),
        flag("email_verified"), text("gender"), text("birthdate", "10", "10"), text("zoneinfo"), text("locale"),
        text("phone_number"), flag("phone_number_verified"), text("address"), updatedAt,
    ]

    /// What a pool gets with its first identity provider.
    static let identities = SchemaAttribute(
        type: "String", name: "identities", isDeveloperOnly: false, isMutable: true, isRequired: false,
        hasConstraints: true)

    static let names = Set(attributes.map(\.name)).union([identities.name])

    private static let sub = SchemaAttribute(
        type: "String", name: "sub", isDeveloperOnly: false, isMutable: false, isRequired: true, minLength: "1",
        maxLength: "2048", hasConstraints: true)

    private static let updatedAt = SchemaAttribute(
        type: "Number", name: "updated_at", isDeveloperOnly: false, isMutable: true, isRequired: false, minValue: "0",
        hasConstraints: true)

    private static func text(_ name: String, _ minimum: String = "0", _ maximum: String = "2048") -> SchemaAttribute {
        SchemaAttribute(
            type: "String", name: name, isDeveloperOnly: false, isMutable: true, isRequired: false,
            minLength: minimum, maxLength: maximum, hasConstraints: true)
    }

    private static func flag(_ name: String) -> SchemaAttribute {
        SchemaAttribute(
            type: "Boolean", name: name, isDeveloperOnly: false, isMutable: true, isRequired: false,
            hasConstraints: false)
    }
}
