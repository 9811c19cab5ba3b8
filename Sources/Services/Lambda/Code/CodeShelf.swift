import Archives
import Blobs
import Crypto
import Dispatch
import Foundation
import Kernel
import Logging
import Storage
import Wire

/// Where archives of code and layers are kept, and what runs them is told when they change.
///
/// An archive is stored before the transaction that names it, and removed after the one that names it last; what a
/// crash leaves between the two, `CodeSweeper` removes.
struct CodeShelf: Sendable {
    let store: LambdaStore
    let blobs: any BlobStore
    let runner: any FunctionRunner
    let logger: Logger

    /// Checks an archive and stores it; refuses with AWS's text what is none, or too large.
    func keep(_ archive: [UInt8]) async throws -> CodeArchive {
        let found = try await inspect(archive)
        return CodeArchive(
            blob: try await blobs.put(archive).id, size: found.size, unpackedSize: found.unpackedSize,
            sha256: found.sha256)
    }

    /// Checks an archive without storing it; the `blob` of the answer is empty.
    func inspect(_ archive: [UInt8]) async throws -> CodeArchive {
        // Unpacking a large archive takes a second, for which no other task should have to wait.
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.look(through: archive)) }
        }
        return try result.get()
    }

    private static func look(through archive: [UInt8]) -> Result<CodeArchive, ServiceError> {
        do throws(ServiceError) {
            let summary = try CodeRules.summary(of: archive)
            let digest = Data(SHA256.hash(data: archive)).base64EncodedString()
            return .success(
                CodeArchive(blob: "", size: archive.count, unpackedSize: summary.unpackedSize, sha256: digest))
        } catch {
            return .failure(error)
        }
    }

    func read(_ blob: String) async throws -> [UInt8] {
        try await blobs.read(blob)
    }

    /// Removes archives that nothing names any more. What cannot be removed now, the sweeper will.
    func discard(_ candidates: [String]) async {
        for blob in Set(candidates) where !blob.isEmpty {
            do {
                let isUsed = try await store.read { transaction in
                    try Versions.uses(blob: blob, transaction) || LayerVersions.uses(blob: blob, transaction)
                }
                if !isUsed { try await blobs.remove(blob) }
            } catch {
                logger.warning("An archive was not removed.", metadata: ["blob": .string(blob), "cause": "\(error)"])
            }
        }
    }

    /// Stores an archive, and lets it go again where the transaction that was to name it fails.
    func keeping<Outcome: Sendable>(
        _ archive: [UInt8], _ body: (CodeArchive) async throws -> Outcome
    ) async throws -> Outcome {
        let code = try await keep(archive)
        do {
            return try await body(code)
        } catch {
            await discard([code.blob])
            throw error
        }
    }

    /// Ends the environments of versions that are gone or were changed.
    func retire(_ revisions: [String]) async {
        for revision in revisions { await runner.retire(revision: revision) }
    }
}

extension CodeShelf {
    /// Refuses a runtime that this machine cannot run, and says what it lacks.
    func checkRuntime(_ runtime: String) async throws {
        if let obstacle = await runner.obstacle(to: runtime) {
            throw Refusal.invalid("The runtime \(runtime) cannot run on this server: \(obstacle)")
        }
    }
}
