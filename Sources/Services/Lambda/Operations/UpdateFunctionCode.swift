import Kernel
import LambdaModel
import Storage
import Wire

/// Gives `$LATEST` another archive, and publishes it where that is asked for.
struct UpdateFunctionCode: Operation {
    typealias Model = LambdaModel.UpdateFunctionCode

    let store: LambdaStore
    let shelf: CodeShelf
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        let locator = FunctionLocator(id: id, qualifier: nil)
        return [try await store.permission("lambda:UpdateFunctionCode", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        guard input.publishTo == nil else { throw Refusal.unsupported("PublishTo") }
        // Read beforehand too, so that a function that is not there is refused before its archive.
        let before = try await store.read { try LatestVersion.required(id, $0) }
        try Refusal.checkRevision(input.revisionId, is: before.revisionID)
        let archive = try CodeRules.archive(input)
        let revisions = (id: store.random.uuid(), runtime: store.random.uuid())
        if input.dryRun == true {
            let new = try Self.change(before, to: try await shelf.inspect(archive), input, revisions, call)
            return try answers.configuration(of: new, arn: id.arn, .updated)
        }
        let publishing = input.publish == true ? VersionPublishing(random: store.random) : nil
        let (old, new, published, sent) = try await shelf.keeping(archive) { code in
            try await store.write { transaction in
                let old = try LatestVersion.required(id, transaction)
                try Refusal.checkRevision(input.revisionId, is: old.revisionID)
                let new = try Self.change(old, to: code, input, revisions, call)
                try Versions.records.replace(new, in: transaction)
                return (old, new, try publishing?.publish(new, transaction), code.blob)
            }
        }
        if old.runtimeRevision != new.runtimeRevision { await shelf.retire([old.runtimeRevision]) }
        await shelf.discard([old.code.blob, sent])
        guard let published else { return try answers.configuration(of: new, arn: new.arn, .updated) }
        let version = published.version
        return try answers.configuration(
            of: version, arn: version.qualifiedARN, published.isNew ? .updated : .settled)
    }

    private static func change(
        _ old: StoredVersion, to code: CodeArchive, _ input: Input, _ revisions: (id: String, runtime: String),
        _ call: Call
    ) throws -> StoredVersion {
        var settings = old.settings
        if let asked = input.architectures {
            settings.architecture = try SettingsRules.architecture(asked, for: settings.runtime)
        }
        try CodeRules.checkSize(of: code, with: settings.layers)
        return LatestVersion.change(old, code: code, settings: settings, at: call.time, revisions: revisions)
    }
}
