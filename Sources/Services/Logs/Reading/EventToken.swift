import Kernel
import Storage
import Wire

/// The tokens of GetLogEvents: which way to go on, and from which event.
struct EventToken: Hashable, Sendable {
    enum Direction: String, Sendable {
        case forward = "f/"
        case backward = "b/"
    }

    var direction: Direction
    var position: EventPosition

    init(_ direction: Direction, _ position: EventPosition) {
        self.direction = direction
        self.position = position
    }

    /// Reads a token that was given out for this stream.
    init(
        _ text: String, of stream: StoredStream, in group: StoredGroup, _ tokens: PageTokens
    ) throws(ServiceError) {
        guard let direction = Direction(rawValue: String(text.prefix(2))) else { throw LogsRefusal.badToken }
        do {
            let listing = Self.listing(stream, group)
            position = try EventPosition(bytes: tokens.position(of: String(text.dropFirst(2)), in: listing))
        } catch {
            throw LogsRefusal.badToken
        }
        self.direction = direction
    }

    func text(of stream: StoredStream, in group: StoredGroup, _ tokens: PageTokens) -> String {
        direction.rawValue + tokens.token(for: position.bytes, in: Self.listing(stream, group))
    }

    private static func listing(_ stream: StoredStream, _ group: StoredGroup) -> PageTokens.Listing {
        PageTokens.Listing(space: EventBlocks.space, account: group.account.digits, shape: [.integer(stream.id)])
    }
}
