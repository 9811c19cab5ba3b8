/// Wakes the one who waits; raised while nobody waits it is kept, raised twice it is one.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func raise() {
        continuation.yield()
    }

    /// Returns once raised, or when the task is cancelled. Only one may wait.
    func wait() async {
        var iterator = stream.makeAsyncIterator()
        await iterator.next()
    }
}
