/// Wakes the one who waits; raised while nobody waits it is kept, raised twice it is one.
package final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    package func raise() {
        continuation.yield()
    }

    /// Returns once raised, or when the task is cancelled: `false` then. Only one may wait.
    @discardableResult
    package func wait() async -> Bool {
        var iterator = stream.makeAsyncIterator()
        return await iterator.next() != nil && !Task.isCancelled
    }
}
