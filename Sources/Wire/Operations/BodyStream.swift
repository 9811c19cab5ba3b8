/// A body that is sent while it is being made. Two are equal where they are the same.
package final class BodyStream: Hashable, Sendable {
    /// Sends some bytes on; suspends while the peer does not take them, throws once it is gone.
    package typealias Send = @Sendable ([UInt8]) async throws -> Void

    private let produce: @Sendable (Send) async throws -> Void

    /// - Parameter produce: sends part after part and returns at the end; a throw breaks the connection off, so that
    ///   the peer sees that the body is not whole.
    package init(_ produce: @escaping @Sendable (Send) async throws -> Void) {
        self.produce = produce
    }

    /// Makes the body; to be called once.
    package func write(to send: Send) async throws {
        try await produce(send)
    }

    package static func == (left: BodyStream, right: BodyStream) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
