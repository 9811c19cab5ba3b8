import Kernel
import LambdaModel
import Storage

/// Makes a numbered version of `$LATEST`; nothing new is made where nothing has changed since the last one.
struct PublishVersion: Operation {
    typealias Model = LambdaModel.PublishVersion

    let store: LambdaStore
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission(
                "lambda:PublishVersion", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        guard input.publishTo == nil else { throw Refusal.unsupported("PublishTo") }
        let publishing = VersionPublishing(description: input.description, random: store.random)
        let revision = store.random.uuid()
        let version = try await store.write { transaction in
            var latest = try LatestVersion.required(id, transaction)
            try Refusal.checkRevision(input.revisionId, is: latest.revisionID)
            if let expected = input.codeSha256, !expected.isEmpty, expected != latest.code.sha256 {
                throw Refusal.invalid(
                    "CodeSHA256 (\(expected)) is different from current CodeSHA256 in $LATEST "
                        + "(\(latest.code.sha256)). Please try again with the CodeSHA256 in $LATEST.")
            }
            let published = try publishing.publish(latest, transaction)
            if published.isNew {
                latest.revisionID = revision
                try Versions.records.replace(latest, in: transaction)
            }
            return published.version
        }
        return try answers.configuration(of: version, arn: version.qualifiedARN)
    }
}
