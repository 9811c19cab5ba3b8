import Kernel
import Storage
import UserPoolsModel

/// The import jobs of every pool.
enum ImportJobs {
    /// Source: "Quotas in Amazon Cognito" in the developer guide.
    static let limit = 1000

    static let records = Records<StoredImportJob>(
        "cognito-idp/import-job", account: \.account.digits, key: { key($0.pool, $0.id) }
    ) {
        Index("created") { [.string($0.pool.text), .integer(-$0.createdAt), .string($0.id)] }
        UniqueIndex("active", keys: { $0.status.isActive ? [[.string($0.pool.region.name)]] : [] })
        Index("open", scope: .server, keys: { $0.status.isOpen ? [[.integer($0.createdAt)]] : [] })
        Index("filed", scope: .server, keys: { $0.file != nil && !$0.status.isOpen ? [[.string($0.id)]] : [] })
    }

    static func key(_ pool: PoolID, _ id: String) -> [KeyPart] { [.string(pool.text), .string(id)] }

    static func get(
        _ id: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredImportJob? {
        try records.get(key(pool.id, id), account: pool.account.digits, in: transaction)
    }

    /// The same, refused where there is none.
    static func require(
        _ id: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredImportJob {
        guard let job = try get(id, in: pool, transaction) else {
            throw UserPoolsError.resourceNotFound("User import job \(id) does not exist.")
        }
        return job
    }
}

/// What was uploaded, until it has been dealt with.
enum ImportChunks {
    /// How many are written or removed in one transaction.
    static let portion = 16

    static let records = Records<StoredImportChunk>(
        "cognito-idp/import-chunk", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.job), .string($0.file), .integer(Int64($0.index))] })

    static func get(
        _ index: Int, of job: StoredImportJob, _ transaction: any ReadTransaction
    ) throws -> StoredImportChunk? {
        guard let file = job.file else { return nil }
        return try records.get(
            prefix(job) + [.string(file.id), .integer(Int64(index))], account: job.account.digits, in: transaction)
    }

    /// Removes a portion of what was uploaded for a job, or of one file alone; answers whether none is left.
    static func removePortion(
        of job: StoredImportJob, file: String? = nil, _ transaction: any WriteTransaction
    ) throws -> Bool {
        let chunks = try records.scan(
            prefix: prefix(job) + (file.map { [.string($0)] } ?? []), account: job.account.digits, limit: portion,
            in: transaction)
        for chunk in chunks {
            try records.remove(
                prefix(job) + [.string(chunk.file), .integer(Int64(chunk.index))], account: job.account.digits,
                in: transaction)
        }
        return chunks.count < portion
    }

    private static func prefix(_ job: StoredImportJob) -> [KeyPart] { [.string(job.pool.text), .string(job.id)] }
}
