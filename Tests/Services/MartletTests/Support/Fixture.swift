import Kernel
import Messages
import Storage
import Wire

@testable import ServiceMartlet

/// A server with nothing but accounts.
struct Fixture {
    static let account = AccountID.test("111122223333")
    static let now = Timestamp(seconds: 1_800_000_000)

    let storage: MemoryEngine
    let vault: Vault
    let book: AccountBook
    let outbox: Outbox
    let random = SystemRandomSource()

    init(storage: MemoryEngine = MemoryEngine()) {
        self.storage = storage
        vault = Vault(masterKey: [UInt8](repeating: 7, count: 32))
        book = AccountBook(storage: storage, vault: vault)
        outbox = Outbox(storage: storage, vault: vault)
    }

    @discardableResult
    func bootstrap(
        _ account: AccountID? = account, key: String? = nil, secret: String? = nil
    ) async throws -> DefaultAccount {
        try await DefaultAccount.bootstrap(
            defaultAccount: account, rootAccessKey: key, rootSecretKey: secret, at: Self.now, storage: storage,
            vault: vault, random: random)
    }

    func credential(_ key: String, token: String? = nil) async throws -> Credential? {
        try await RootCredentials(book: book).credential(accessKeyID: key, sessionToken: token, at: Self.now)
    }

    func call(as principal: Principal = .root(account: account)) -> Call {
        Call(
            requestID: "request", principal: principal, account: principal.account ?? Self.account,
            region: Region("eu-central-1"), time: Self.now)
    }

    var gate: OperatorGate { OperatorGate(book: book) }

    var create: CreateAccount {
        CreateAccount(storage: storage, gate: gate, keys: RootKeyMaker(vault: vault, random: random))
    }
    var list: ListAccounts { ListAccounts(storage: storage, gate: gate) }
    var listOutbox: ListOutboxMessages { ListOutboxMessages(outbox: outbox, gate: gate) }
    var remove: RemoveAccount { RemoveAccount(storage: storage, gate: gate) }
}

extension AccountID {
    /// An account that a test writes down.
    static func test(_ digits: String) -> AccountID {
        guard let account = AccountID(digits) else { preconditionFailure("\(digits) is no account") }
        return account
    }
}

/// The error that a call ends with, as the client sees it; `nil` where it succeeds.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as ServiceError {
        return "\(error.code): \(error.message)"
    } catch {
        return "internal: \(error)"
    }
}
