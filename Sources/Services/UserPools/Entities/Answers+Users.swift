import UserPoolsModel
import Wire

extension UserType {
    /// A user as administrators see them, with all attributes or those that were asked for.
    init(describing user: StoredUser, in pool: StoredPool, attributes names: [String]? = nil) {
        var attributes = AdministratorView.attributes(of: user, in: pool)
        if let names { attributes = attributes.filter { names.contains($0.name) } }
        self.init(
            username: user.username,
            attributes: attributes,
            userCreateDate: Timestamp(milliseconds: user.createdAt),
            userLastModifiedDate: Timestamp(milliseconds: user.modifiedAt),
            enabled: user.isEnabled,
            userStatus: UserStatusType(rawValue: user.status.rawValue),
            mfaOptions: user.mfa.legacyOptions
        )
    }
}

/// What administrators are told of a user beyond the user's own attributes.
enum AdministratorView {
    /// All attributes, linked accounts among them.
    static func attributes(of user: StoredUser, in pool: StoredPool) -> [AttributeType] {
        let own = AttributeRules.list(of: user, in: pool)
        guard let identities = IdentityText.json(of: user.identities) else { return own }
        return own.filter { $0.name != IdentityText.attribute } + [
            AttributeType(name: IdentityText.attribute, value: identities)
        ]
    }
}
