import IdentityPoolsModel
import Wire

extension IdentityDescription {
    /// An identity as its pool's owner sees it: the providers of its logins, not the people behind them.
    init(describing identity: StoredIdentity) {
        var providers: [String] = []
        for login in identity.logins where !providers.contains(login.provider) { providers.append(login.provider) }
        self.init(
            identityId: identity.id.text, logins: providers.isEmpty ? nil : providers,
            creationDate: Timestamp(milliseconds: identity.createdAt),
            lastModifiedDate: Timestamp(milliseconds: identity.modifiedAt))
    }
}
