internal import Kernel
internal import Logging
internal import ServiceLifecycle

/// What services do by themselves, from the start of the server until it stops.
struct Workforce: ServiceLifecycle.Service {
    let workers: [any Worker]
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for worker in workers {
                    group.addTask {
                        await worker.run()
                        guard !Task.isCancelled else { return }
                        logger.error("worker ended early", metadata: ["worker": .string(worker.name)])
                    }
                }
            }
        }
        // The end of this task would be the end of the server.
        try await gracefulShutdown()
    }
}
