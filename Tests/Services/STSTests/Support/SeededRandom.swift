import Kernel
import Synchronization

/// Bytes that are the same in every run (xorshift64*).
final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    init(seed: UInt64 = 0x9E37_79B9_7F4A_7C15) {
        state = Mutex(seed)
    }

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state ^= state >> 12
                state ^= state << 25
                state ^= state >> 27
                return UInt8(truncatingIfNeeded: (state &* 2_685_821_657_736_338_717) >> 56)
            }
        }
    }
}
