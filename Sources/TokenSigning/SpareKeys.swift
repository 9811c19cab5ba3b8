package import Cryptography
package import Kernel
internal import Synchronization

/// RSA keys that were made beforehand, so that nobody waits some tenths of a second for the first token of a pool.
package final class SpareKeys: Sendable {
    private let keys = Mutex<[RSAKeyPair]>([])
    private let target: Int
    private let make: @Sendable () async -> RSAKeyPair
    private let wishes: AsyncStream<Void>
    private let wish: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - target: how many to keep; two make a pool's pair.
    ///   - make: how a key is made.
    package init(target: Int = 2, make: @escaping @Sendable () async -> RSAKeyPair = RSAKeyPair.generate) {
        self.target = target
        self.make = make
        (wishes, wish) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// A key nobody else has; a new one where none is left.
    package func take() async -> RSAKeyPair {
        let spare = keys.withLock { $0.popLast() }
        wish.yield()
        if let spare { return spare }
        return await make()
    }

    /// Makes keys until there are enough, each time some were taken.
    func keepFilled() async {
        repeat {
            while !Task.isCancelled, keys.withLock({ $0.count }) < target {
                let key = await make()
                keys.withLock { $0.append(key) }
            }
        } while await waitForWish()
    }

    private func waitForWish() async -> Bool {
        for await _ in wishes { return true }
        return false
    }
}

/// Fills the spare keys while the server has nothing else to start.
package struct SpareKeyWorker: Worker {
    /// Milliseconds after the start, which is not to be slowed down.
    static let delay: Int64 = 2000

    private let spares: SpareKeys
    private let clock: any Clock
    package let name: String

    package init(name: String, spares: SpareKeys, clock: any Clock) {
        self.name = name
        self.spares = spares
        self.clock = clock
    }

    package func run() async {
        do {
            try await clock.sleep(milliseconds: Self.delay)
        } catch {
            return
        }
        await spares.keepFilled()
    }
}
