/// `$LATEST` or a published version of a function.
struct StoredVersion: Codable, Hashable, Sendable {
    let id: FunctionID
    let number: FunctionVersionNumber
    var settings: FunctionSettings
    var code: CodeArchive
    /// Changes whenever the version or its policy does; what callers hand back as `RevisionId`.
    var revisionID: String
    /// Changes with code and settings only: what execution environments of the version share.
    var runtimeRevision: String
    /// The `runtimeRevision` that `$LATEST` had when this was published, which tells whether it has changed since.
    var publishedFrom: String?
    /// Milliseconds since 1970.
    var modifiedAt: Int64

    /// Unqualified for `$LATEST`.
    var arn: String { number == .latest ? id.arn : qualifiedARN }
    var qualifiedARN: String { id.arn(number.text) }
    var logGroup: String { settings.logGroup ?? "/aws/lambda/\(id.name)" }

    /// Every blob that must be there for the version to run.
    var blobs: [String] { [code.blob] + settings.layers.map(\.code.blob) }
}
