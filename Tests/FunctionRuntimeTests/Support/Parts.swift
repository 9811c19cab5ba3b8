import Kernel
import Synchronization

/// Gathers a streamed answer.
final class Parts: Sendable {
    private let parts = Mutex<[FunctionStreamPart]>([])

    func add(_ part: FunctionStreamPart) {
        parts.withLock { $0.append(part) }
    }

    var count: Int { parts.withLock { $0.count } }

    var contentType: String? {
        parts.withLock { parts in
            if case .head(let type)? = parts.first { type } else { nil }
        }
    }

    var text: String {
        parts.withLock { parts in
            let bytes = parts.flatMap { part -> [UInt8] in
                if case .bytes(let bytes) = part { bytes } else { [] }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
