/// What shall go wrong in a `MemoryEngine`, and when.
package struct FaultPlan: Sendable {
    /// One call on the engine, counted from 1 since the engine began.
    package struct Point: Hashable, Sendable {
        package let call: Int
        package let step: Step
        /// How many commits were begun, this one included.
        package let commit: Int
    }

    /// The calls at which something can go wrong.
    package enum Step: Hashable, Sendable {
        case begin, get, scan, set, remove, commit
    }

    /// The ways in which it can.
    package enum Fault: Hashable, Sendable {
        /// The disk is full: this transaction fails, the engine goes on.
        case full
        /// The commit fails: nothing of it is kept and the engine stops, as after a failed fsync.
        case failure
        /// Another transaction won: the closure runs again. Only at `commit`.
        case conflict
        /// The process dies before this call takes effect.
        case crash
        /// The process dies after the commit took effect and before anybody heard of it. Only at `commit`.
        case crashUnheard
    }

    /// Asked at every call; `nil` lets it pass.
    package var fault: @Sendable (Point) -> Fault?
    /// Awaited before every transaction with its number, so that a test decides who goes first.
    package var delay: (@Sendable (Int) async -> Void)?

    package init(
        delay: (@Sendable (Int) async -> Void)? = nil, fault: @escaping @Sendable (Point) -> Fault? = { _ in nil }
    ) {
        self.delay = delay
        self.fault = fault
    }

    /// Nothing goes wrong.
    package static let none = FaultPlan()

    /// Something happens at the n-th commit.
    package static func atCommit(_ number: Int, _ fault: Fault) -> FaultPlan {
        FaultPlan(fault: { $0.step == .commit && $0.commit == number ? fault : nil })
    }

    /// Something happens at the n-th call of any kind.
    package static func atCall(_ number: Int, _ fault: Fault = .crash) -> FaultPlan {
        FaultPlan(fault: { $0.call == number ? fault : nil })
    }
}
