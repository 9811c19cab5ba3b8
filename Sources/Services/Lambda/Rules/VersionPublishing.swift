import Kernel
import Storage
import Wire

/// Makes a numbered version of what `$LATEST` is.
struct VersionPublishing: Sendable {
    var description: String?
    /// For the new version, should one be made.
    let revisionID: String
    let runtimeRevision: String

    init(description: String? = nil, random: any RandomSource) {
        self.description = description
        revisionID = random.uuid()
        runtimeRevision = random.uuid()
    }

    /// The new version; the newest one where code and settings have not changed since it was published.
    func publish(
        _ latest: StoredVersion, _ transaction: any WriteTransaction
    ) throws -> (version: StoredVersion, isNew: Bool) {
        if let newest = try Versions.newest(of: latest.id, transaction),
            newest.publishedFrom == latest.runtimeRevision
        {
            return (newest, false)
        }
        var settings = latest.settings
        settings.description = description ?? settings.description
        let version = StoredVersion(
            id: latest.id,
            number: .published(try VersionCounters.next(for: latest.id, transaction)),
            settings: settings,
            code: latest.code,
            revisionID: revisionID,
            runtimeRevision: runtimeRevision,
            publishedFrom: latest.runtimeRevision,
            modifiedAt: latest.modifiedAt
        )
        try Versions.records.insert(version, in: transaction)
        return (version, true)
    }
}
