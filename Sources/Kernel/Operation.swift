package import Wire

/// One operation of one service: what it asks of IAM, and what it does.
///
/// `permissions(for:in:)` has no default: an operation cannot forget authorization. It runs after validation and
/// before `run(_:in:)`, changes nothing, and may look things up (a user's path, a resource's tags). An empty answer
/// means that AWS lets everybody who is authenticated call it.
package protocol Operation<Model>: Sendable {
    associatedtype Model: ModelOperation
    typealias Input = Model.Input
    typealias Output = Model.Output

    func permissions(for input: Input, in call: Call) async throws -> [Permission]

    func run(_ input: Input, in call: Call) async throws -> Output
}

/// One AWS service: its operations and what it must do besides answering.
package protocol Service: Sendable {
    var descriptor: ServiceDescriptor { get }
    /// Alphabetical, one line each.
    var operations: [any Operation] { get }
    /// What it does by itself.
    var workers: [any Worker] { get }
    /// What it answers besides operations.
    var sites: [any Site] { get }

    /// Forgets all that it holds outside the store, which has just been emptied; only an ephemeral server asks for it.
    func reset() async
}

extension Service {
    package var workers: [any Worker] { [] }
    package var sites: [any Site] { [] }

    package func reset() async {}
}
