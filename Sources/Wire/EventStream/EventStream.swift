/// The events of an answer, sent while they are being made. Two streams are equal where they are the same.
///
/// A server makes one from what produces its events; a client gets one that produces what it receives.
package final class EventStream<Event: Sendable>: Hashable, Sendable {
    /// Sends one event on; suspends while the peer does not take it, throws once it is gone.
    package typealias Send = @Sendable (Event) async throws -> Void

    private let produce: @Sendable (Send) async throws -> Void

    /// - Parameter produce: sends event after event and returns at the end. A thrown `ServiceError` becomes the
    ///   stream's last message, from which the peer learns it; any other failure breaks the answer off.
    package init(_ produce: @escaping @Sendable (Send) async throws -> Void) {
        self.produce = produce
    }

    /// A stream that ends at once.
    package static var empty: EventStream { EventStream { _ in } }

    /// Hands over every event; to be called once.
    package func forEach(_ take: Send) async throws {
        try await produce(take)
    }

    package static func == (left: EventStream, right: EventStream) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
