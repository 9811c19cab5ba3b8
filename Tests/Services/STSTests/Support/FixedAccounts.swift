import IAMPolicy
import Kernel
import ServiceSTS
import Synchronization

/// Roles, providers, accounts and keys that a test lays down.
final class FixedAccounts: RoleSource, SAMLProviderSource, AccountDirectory, AccessKeyOwners {
    private struct State {
        var roles: [AssumableRole] = []
        var providers: [String: RegisteredProvider] = [:]
        var samlProviders: [String: RegisteredSAMLProvider] = [:]
        var uses: [String] = []
    }

    private let state = Mutex(State())

    /// `ROLE ACCOUNT REGION SECONDS`, in order.
    var uses: [String] { state.withLock { $0.uses } }

    func add(_ role: AssumableRole) {
        state.withLock { $0.roles.append(role) }
    }

    func add(_ provider: RegisteredProvider, in account: AccountID) {
        state.withLock { $0.providers["\(account)/\(provider.url)"] = provider }
    }

    func add(_ provider: RegisteredSAMLProvider) {
        state.withLock { $0.samlProviders[provider.arn] = provider }
    }

    func samlProvider(arn: String, in account: AccountID) async throws -> RegisteredSAMLProvider? {
        state.withLock { $0.samlProviders[arn] }
    }

    func role(named name: String, in account: AccountID) async throws -> AssumableRole? {
        state.withLock { $0.roles.first { $0.name == name && $0.account == account } }
    }

    func provider(issuedBy url: String, in account: AccountID) async throws -> RegisteredProvider? {
        state.withLock { $0.providers["\(account)/\(url)"] }
    }

    func noteUse(ofRole name: String, in account: AccountID, region: Region, at seconds: Int64) async {
        state.withLock { $0.uses.append("\(name) \(account) \(region) \(seconds)") }
    }

    func creation(of account: AccountID) async throws -> Int64? {
        [Fixture.account, Fixture.otherAccount].contains(account) ? 0 : nil
    }

    func owner(ofAccessKey accessKeyID: String) async throws -> AccountID? {
        accessKeyID == "AKIAOTHERACCOUNTSKEY" ? Fixture.otherAccount : nil
    }
}
