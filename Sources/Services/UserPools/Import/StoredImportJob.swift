import Kernel

/// A job that brings users into a pool from a file.
struct StoredImportJob: Codable, Hashable, Sendable {
    /// AWS's words; `Stopping` is never seen here, for a job that is stopped stops at once.
    enum Status: String, Codable, Sendable {
        case created = "Created"
        case pending = "Pending"
        case inProgress = "InProgress"
        case expired = "Expired"
        case stopped = "Stopped"
        case failed = "Failed"
        case succeeded = "Succeeded"

        /// Whether it has been started and has not ended; one such job is allowed in an account.
        var isActive: Bool { self == .pending || self == .inProgress }

        /// Whether anything may still happen to it.
        var isOpen: Bool { self == .created || isActive }
    }

    /// A file that was uploaded, as chunks of lines.
    struct File: Codable, Hashable, Sendable {
        /// Tells its chunks from those of an earlier upload.
        let id: String
        let chunks: Int
        /// Without the header.
        let rows: Int
        /// Whether it is UTF-8.
        let isText: Bool
    }

    let pool: PoolID
    let account: AccountID
    /// Such as `import-aBcDeFgHiJ`.
    let id: String
    let name: String
    let roleARN: String
    /// Where the file is sent to, as it was told when the job was made.
    let address: String
    /// Milliseconds since 1970.
    let createdAt: Int64
    var startedAt: Int64?
    var completedAt: Int64?
    var status = Status.created
    var file: File?
    /// Chunks whose lines have all been dealt with, each together with this count.
    var chunksDone = 0
    var imported = 0
    var skipped = 0
    var failed = 0
    var message: String?

    /// Ends the job.
    mutating func complete(_ status: Status, _ message: String, at milliseconds: Int64) {
        self.status = status
        self.message = message
        completedAt = milliseconds
    }
}

/// Lines of an uploaded file.
struct StoredImportChunk: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    let job: String
    /// `StoredImportJob.File.id`.
    let file: String
    let index: Int
    /// Counted from 1, the header's.
    let firstLine: Int
    let lines: [String]
}
