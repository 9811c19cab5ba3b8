/// How much runs at the same time.
package struct InvocationSettings: Hashable, Sendable {
    /// Concurrent executions of one account in one region.
    package var accountConcurrency: Int
    /// What reservations must leave to the functions without one.
    package var minimumUnreserved: Int
    /// Asynchronous invocations that run at once, of all functions together and of one.
    package var asynchronous: Int
    package var asynchronousPerFunction: Int

    package init(
        accountConcurrency: Int = 1000,
        minimumUnreserved: Int = 100,
        asynchronous: Int = 256,
        asynchronousPerFunction: Int = 10
    ) {
        self.accountConcurrency = accountConcurrency
        self.minimumUnreserved = minimumUnreserved
        self.asynchronous = asynchronous
        self.asynchronousPerFunction = asynchronousPerFunction
    }
}
