import Kernel
import Storage
import Wire

/// Changes to `$LATEST`, which every operation that changes code or settings makes alike.
enum LatestVersion {
    /// The function's `$LATEST`, or AWS's refusal; whatever qualifier the function was named with, this one is meant.
    static func required(_ id: FunctionID, _ transaction: any ReadTransaction) throws -> StoredVersion {
        guard let latest = try Versions.get(id, .latest, transaction) else { throw Refusal.functionNotFound(id.arn) }
        return latest
    }

    /// Gives `$LATEST` new code and settings. Only where one differs do its environments have to go, and is there
    /// something to publish.
    static func change(
        _ old: StoredVersion, code: CodeArchive, settings: FunctionSettings, at time: Timestamp,
        revisions: (id: String, runtime: String)
    ) -> StoredVersion {
        var new = old
        // The same archive sent again is the same code.
        if code.sha256 != old.code.sha256 { new.code = code }
        new.settings = settings
        if new.code != old.code || new.settings != old.settings { new.runtimeRevision = revisions.runtime }
        new.revisionID = revisions.id
        new.modifiedAt = time.milliseconds
        return new
    }
}
