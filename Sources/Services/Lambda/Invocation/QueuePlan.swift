import Kernel
import Storage

/// All that one turn of the asynchronous worker changes in the store, in one transaction.
struct QueuePlan: Sendable {
    /// What a function's queue gave.
    struct Claim: Sendable {
        var items: [InvocationQueue.Item]
        /// Whether there may be more that is due.
        var isFull: Bool
        var nextDue: Int64?
        /// Whether the queue holds nothing at all any more.
        var isEmptied: Bool
    }

    struct Result: Sendable {
        var claims: [FunctionID: Claim] = [:]
        /// Items whose lease somebody else has.
        var lost: [InvocationQueue.Item] = []
    }

    let now: Int64
    var settlements: [AsynchronousInvoker.Settlement] = []
    var extensions: [InvocationQueue.Item] = []
    /// How many are wanted of each function.
    var claims: [FunctionID: Int] = [:]

    init(now: Int64, settlements: [AsynchronousInvoker.Settlement]) {
        self.now = now
        self.settlements = settlements
    }

    var isEmpty: Bool { settlements.isEmpty && extensions.isEmpty && claims.isEmpty }

    func carryOut(in transaction: any WriteTransaction) throws -> Result {
        var result = Result()
        for settlement in settlements {
            try ignoringLostLease { try settle(settlement, in: transaction) }
        }
        for item in extensions {
            let isHeld = try ignoringLostLease {
                try InvocationQueue.queue(of: item.work.function)
                    .extend(item, lease: AsynchronousInvoker.lease, now: now, in: transaction)
            }
            if !isHeld { result.lost.append(item) }
        }
        for (function, limit) in claims {
            result.claims[function] = try claim(limit, of: function, in: transaction)
        }
        return result
    }

    private func settle(
        _ settlement: AsynchronousInvoker.Settlement, in transaction: any WriteTransaction
    ) throws {
        let item = settlement.item
        let queue = InvocationQueue.queue(of: item.work.function)
        try queue.acknowledge(item, in: transaction)
        guard case .again(let work, let delay) = settlement.step else { return }
        try queue.enqueue(work, id: item.id, account: item.account, now: now, delay: delay, in: transaction)
    }

    private func claim(
        _ limit: Int, of function: FunctionID, in transaction: any WriteTransaction
    ) throws -> Claim {
        let queue = InvocationQueue.queue(of: function)
        let items = try queue.claim(
            limit: limit, lease: AsynchronousInvoker.lease, now: now, in: transaction)
        if items.count == limit { return Claim(items: items, isFull: true, nextDue: nil, isEmptied: false) }
        let nextWaiting = try queue.list(.waiting, limit: 1, in: transaction).first?.dueAt
        let nextDue = try nextWaiting ?? queue.nextDue(in: transaction)
        if nextDue == nil {
            try InvocationQueue.marks.remove(
                Functions.key(function), account: function.account.digits, in: transaction)
        }
        return Claim(items: items, isFull: false, nextDue: nextDue, isEmptied: nextDue == nil)
    }

    /// Answers whether the lease was held; what does not hold changes nothing.
    @discardableResult
    private func ignoringLostLease(_ body: () throws -> Void) throws -> Bool {
        do {
            try body()
            return true
        } catch StorageFault.leaseLost {
            return false
        }
    }
}
