import Kernel
import Storage

/// The users of one chunk, ready to be stored in one transaction.
struct ImportBatch: Sendable {
    /// What came of a line.
    struct Note: Hashable, Sendable {
        /// AWS's words: `SUCCEEDED`, `FAILED` and `SKIPPED`.
        let outcome: String
        let line: Int
        let reason: String
    }

    private struct Candidate: Sendable {
        let line: Int
        let user: StoredUser
    }

    private let chunk: Int
    private let file: String
    private let time: Int64
    private var candidates: [Candidate] = []
    private var notes: [Note] = []

    /// Reads the lines; what they cannot be made into is noted.
    init(
        _ chunk: StoredImportChunk, under header: ImportHeader, in pool: StoredPool, random: any RandomSource,
        at milliseconds: Int64
    ) {
        self.chunk = chunk.index
        file = chunk.file
        time = milliseconds
        for (offset, line) in chunk.lines.enumerated() {
            let number = chunk.firstLine + offset
            guard number > 1, !line.isEmpty else { continue }
            do throws(ImportRow.Fault) {
                let row = try ImportRow(line, under: header)
                candidates.append(
                    Candidate(line: number, user: try row.user(in: pool, random: random, at: milliseconds)))
            } catch {
                notes.append(Note(outcome: "FAILED", line: number, reason: error.reason))
            }
        }
    }

    /// Stores the users and counts the chunk; answers what is to be said, or `nil` where the job is not at this chunk
    /// any more.
    func run(
        on job: StoredImportJob, _ pool: StoredPool, _ transaction: any WriteTransaction
    ) throws -> [Note]? {
        guard var job = try ImportJobs.get(job.id, in: pool, transaction), job.status.isActive,
            job.chunksDone == chunk, job.file?.id == file
        else { return nil }
        var notes = self.notes
        for candidate in candidates {
            if let refusal = try refusal(of: candidate.user, in: pool, transaction) {
                notes.append(Note(outcome: refusal.0, line: candidate.line, reason: refusal.1))
            } else {
                notes.append(Note(outcome: "SUCCEEDED", line: candidate.line, reason: "The import succeeded."))
                job.imported += 1
            }
        }
        job.failed += notes.count { $0.outcome == "FAILED" }
        job.skipped += notes.count { $0.outcome == "SKIPPED" }
        job.chunksDone += 1
        job.status = .inProgress
        try ImportJobs.records.replace(job, in: transaction)
        return notes.sorted { $0.line < $1.line }
    }

    /// Stores a user; where that cannot be, says what comes of the line.
    private func refusal(
        of user: StoredUser, in pool: StoredPool, _ transaction: any WriteTransaction
    ) throws -> (String, String)? {
        do {
            try Users.insert(user, transaction)
            return nil
        } catch StorageFault.duplicate(let index) where index == "key" || !pool.usernameAttributes.isEmpty {
            return ("SKIPPED", "The user already exists.")
        } catch StorageFault.duplicate {
            return ("FAILED", "An account with the same alias already exists.")
        }
    }
}
