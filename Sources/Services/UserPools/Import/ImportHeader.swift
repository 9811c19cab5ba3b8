/// The columns of an import's file.
///
/// Source: the sample answer of GetCSVHeader in the developer guide, whose order this is; custom attributes stand
/// before the two columns that are no attributes.
struct ImportHeader: Hashable, Sendable {
    static let name = "cognito:username"
    static let secondFactor = "cognito:mfa_enabled"
    private static let standard = [
        "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
        "website", "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number",
        "phone_number_verified", "address", "updated_at",
    ]

    let columns: [String]

    /// What the pool's files have.
    init(of pool: StoredPool) {
        let own = pool.schema.map(\.name).filter { $0.hasPrefix("custom:") || $0.hasPrefix("dev:") }
        columns = Self.standard + own + [Self.secondFactor, Self.name]
    }

    /// What a file says it has; `nil` unless these are the pool's columns, in whatever order.
    init?(_ line: String, for pool: StoredPool) {
        let columns = ImportRow.fields(of: line)
        guard columns.count <= 1000, columns.sorted() == Self(of: pool).columns.sorted() else { return nil }
        self.columns = columns
    }
}
