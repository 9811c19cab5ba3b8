import Kernel
import Synchronization

/// Counts what runs, and refuses what would be too much: a function's reservation, or the pool that all functions of an
/// account and region without one share.
struct ConcurrencyCounts: Sendable {
    /// Which limit an invocation would break.
    enum Refusal: Error, Hashable, Sendable {
        case reserved
        case account

        /// AWS's word, as `TooManyRequestsException` carries it.
        var reason: String {
            switch self {
            case .reserved: "ReservedFunctionConcurrentInvocationLimitExceeded"
            case .account: "ConcurrentInvocationLimitExceeded"
            }
        }
    }

    /// The limits that hold for a function at a moment.
    struct Limits: Hashable, Sendable {
        /// `nil` where the function takes from the pool.
        var reserved: Int?
        /// What the account's limit leaves after all reservations.
        var unreserved: Int
    }

    /// A place that was taken, and where it is to be given back.
    struct Pass: Hashable, Sendable {
        let function: FunctionID
        let isFromPool: Bool
    }

    private struct Pool: Hashable {
        let account: AccountID
        let region: Region
    }

    private var running: [FunctionID: Int] = [:]
    private var pools: [Pool: Int] = [:]

    /// How many invocations of a function run.
    func running(_ function: FunctionID) -> Int { running[function] ?? 0 }

    /// How many more may start now.
    func free(_ function: FunctionID, limits: Limits) -> Int {
        if let reserved = limits.reserved { return max(0, reserved - running(function)) }
        return max(0, limits.unreserved - (pools[Pool(account: function.account, region: function.region)] ?? 0))
    }

    mutating func enter(_ function: FunctionID, limits: Limits) throws(Refusal) -> Pass {
        guard free(function, limits: limits) > 0 else { throw limits.reserved == nil ? .account : .reserved }
        running[function, default: 0] += 1
        if limits.reserved == nil { pools[Pool(account: function.account, region: function.region), default: 0] += 1 }
        return Pass(function: function, isFromPool: limits.reserved == nil)
    }

    mutating func leave(_ pass: Pass) {
        Self.lower(&running, at: pass.function)
        if pass.isFromPool {
            Self.lower(&pools, at: Pool(account: pass.function.account, region: pass.function.region))
        }
    }

    private static func lower<Key>(_ counts: inout [Key: Int], at key: Key) {
        let rest = (counts[key] ?? 0) - 1
        counts[key] = rest > 0 ? rest : nil
    }
}

/// The counts, shared by everything that invokes.
final class ConcurrencyGate: Sendable {
    private let counts = Mutex(ConcurrencyCounts())

    func enter(
        _ function: FunctionID, limits: ConcurrencyCounts.Limits
    ) throws(ConcurrencyCounts.Refusal) -> ConcurrencyCounts.Pass {
        let result: Result<ConcurrencyCounts.Pass, ConcurrencyCounts.Refusal> = counts.withLock { counts in
            do throws(ConcurrencyCounts.Refusal) {
                return .success(try counts.enter(function, limits: limits))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    func leave(_ pass: ConcurrencyCounts.Pass) {
        counts.withLock { $0.leave(pass) }
    }

    func free(_ function: FunctionID, limits: ConcurrencyCounts.Limits) -> Int {
        counts.withLock { $0.free(function, limits: limits) }
    }
}
