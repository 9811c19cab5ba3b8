import Kernel
import Logging
import Storage
import Wire

/// Imports what was started, lets expire what never was, and removes files that are done with.
///
/// A chunk's users and the job's progress are one transaction: after a crash the next chunk is the first that was not
/// counted, and no line is imported twice, whoever does it. What is told of a chunk follows: a crash between the two
/// leaves it untold.
struct ImportWorker: Worker {
    /// Milliseconds after which a job that was not started expires; AWS allows 24 to 48 hours.
    static let patience: Int64 = 24 * 3_600_000
    /// Rows in a file; source: "Formatting the CSV file" in the developer guide.
    static let mostRows = 500_000

    let store: UserPoolStore
    let report: ImportReport
    let clock: any Clock
    let logger: Logger

    var name: String { "user-pools-import" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: 60_000, failurePause: 5_000) {
            store.storage.changes(of: ImportJobs.records.space)
        }
        await work.run(saying: "importing users failed") { try await round() }
    }

    /// One look at everything that is open or left over.
    func round() async throws {
        for job in try await store.read({ try ImportJobs.records.scan(serverIndex: "open", in: $0) }) {
            try Task.checkCancellation()
            if job.status == .created { try await expire(job) } else { try await process(job) }
        }
        for job in try await store.read({ try ImportJobs.records.scan(serverIndex: "filed", in: $0) }) {
            try await clear(job)
        }
    }

    private func expire(_ job: StoredImportJob) async throws {
        let now = clock.now().milliseconds
        guard now - job.createdAt >= Self.patience else { return }
        try await change(job) { job in
            guard job.status == .created else { return }
            job.complete(.expired, "The user import job has never started.", at: now)
        }
    }

    /// Imports chunk after chunk until none is left or somebody stops it.
    private func process(_ job: StoredImportJob) async throws {
        let start = try await store.read { transaction in
            (try Pools.find(job.pool, transaction), try ImportChunks.get(0, of: job, transaction))
        }
        guard let pool = start.0 else { return try await fail(job, "The user pool has been deleted.") }
        guard let file = job.file, file.isText, let header = start.1?.lines.first else {
            return try await fail(job, "The CSV file could not be parsed.")
        }
        guard let columns = ImportHeader(header, for: pool) else {
            return try await fail(job, "The header of the CSV file does not match the user pool's.")
        }
        guard file.rows <= Self.mostRows else {
            return try await fail(job, "The CSV file has more than \(Self.mostRows) rows.")
        }
        try await process(job, file, in: pool, under: columns)
    }

    private func process(
        _ job: StoredImportJob, _ file: StoredImportJob.File, in pool: StoredPool, under columns: ImportHeader
    ) async throws {
        let target: ImportReport.Target
        do {
            target = try await report.open(for: job, of: pool, at: clock.now())
        } catch let error as ServiceError {
            return try await failUntold(job, error)
        }
        for index in job.chunksDone..<file.chunks {
            try Task.checkCancellation()
            guard let chunk = try await store.read({ try ImportChunks.get(index, of: job, $0) }) else {
                return try await fail(job, "The CSV file could not be parsed.")
            }
            let time = clock.now()
            let batch = ImportBatch(chunk, under: columns, in: pool, random: store.random, at: time.milliseconds)
            guard let notes = try await store.write({ try batch.run(on: job, pool, $0) }) else { return }
            do {
                try await report.write(notes, to: target, at: time)
            } catch let error as ServiceError {
                return try await failUntold(job, error)
            }
        }
        try await finish(job)
    }

    private func finish(_ job: StoredImportJob) async throws {
        let now = clock.now().milliseconds
        try await change(job) { job in
            guard job.status.isActive else { return }
            if job.imported == 0, job.failed + job.skipped > 0 {
                job.complete(.failed, "Too many users have failed or been skipped during the import.", at: now)
            } else {
                job.complete(.succeeded, "Import Job Completed Successfully.", at: now)
            }
        }
    }

    private func fail(_ job: StoredImportJob, _ message: String) async throws {
        let now = clock.now().milliseconds
        try await change(job) { job in
            if job.status.isActive { job.complete(.failed, message, at: now) }
        }
    }

    private func change(_ job: StoredImportJob, _ change: @escaping @Sendable (inout StoredImportJob) -> Void)
        async throws
    {
        try await store.write { transaction in
            _ = try ImportJobs.records.update(
                ImportJobs.key(job.pool, job.id), account: job.account.digits, in: transaction, change)
        }
    }

    /// Removes the file of a job that has ended, as AWS does.
    private func clear(_ job: StoredImportJob) async throws {
        while try await !store.write({ try ImportChunks.removePortion(of: job, $0) }) { try Task.checkCancellation() }
        try await change(job) { $0.file = nil }
    }

    /// A job whose results cannot be told fails, as on AWS; what was imported stays.
    private func failUntold(_ job: StoredImportJob, _ error: ServiceError) async throws {
        guard !error.isServerFault else { throw error }
        logger.notice(
            "user import cannot be logged",
            metadata: ["pool": "\(job.pool)", "job": .string(job.id), "cause": .string("\(error)")])
        try await fail(
            job,
            "The Amazon CloudWatch Logs role cannot be assumed, doesn't have the correct access policy, or has been "
                + "deleted.")
    }
}
