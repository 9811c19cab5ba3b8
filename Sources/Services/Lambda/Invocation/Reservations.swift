import Kernel
import Storage

/// How much of an account's concurrency in a region its functions have reserved.
final class Reservations: Sendable {
    private struct Place: Hashable {
        let account: AccountID
        let region: Region
    }

    private let settings: InvocationSettings
    private let sums: StampedCache<Place, Int>

    init(_ storage: any StorageEngine, settings: InvocationSettings) {
        self.settings = settings
        sums = StampedCache(storage, spaces: [Functions.records.space])
    }

    /// What is left to the functions that have reserved nothing.
    func unreserved(in account: AccountID, _ region: Region) async throws -> Int {
        let sum = try await sums.value(Place(account: account, region: region)) {
            try Self.sum(in: account, region, $0)
        }
        return max(0, settings.accountConcurrency - sum)
    }

    /// The sum of all reservations.
    ///
    /// - Parameter excepted: a function whose reservation does not count, because it is about to change.
    static func sum(
        in account: AccountID, _ region: Region, except excepted: FunctionID? = nil, _ transaction: any ReadTransaction
    ) throws -> Int {
        try Functions.records.scan(prefix: [.string(region.name)], account: account.digits, in: transaction)
            .reduce(0) { $0 + ($1.id == excepted ? 0 : $1.reservedConcurrency ?? 0) }
    }
}
