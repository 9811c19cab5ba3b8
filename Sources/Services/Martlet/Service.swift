package import Kernel
internal import MartletModel
package import Messages
package import Storage
package import Wire

/// The operator's own service: the accounts of this server, each with its root access key, and their outboxes.
///
/// Open to the default account alone, but for an account's own outbox; the other accounts are its tenants and do not
/// see one another.
package struct MartletOperator: Kernel.Service {
    private let storage: any StorageEngine
    private let vault: Vault
    private let random: any RandomSource
    private let book: AccountBook
    private let outbox: Outbox

    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, book: AccountBook, outbox: Outbox
    ) {
        self.storage = storage
        self.vault = vault
        self.random = random
        self.book = book
        self.outbox = outbox
    }

    package var descriptor: ServiceDescriptor { MartletModelService.descriptor }

    package var operations: [any Operation] {
        let gate = OperatorGate(book: book)
        return [
            CreateAccount(storage: storage, gate: gate, keys: RootKeyMaker(vault: vault, random: random)),
            ListAccounts(storage: storage, gate: gate),
            ListOutboxMessages(outbox: outbox, gate: gate),
            RemoveAccount(storage: storage, gate: gate),
        ]
    }
}
