import Kernel
import Storage
import Wire

/// Takes the files of import jobs at the addresses that CreateUserImportJob told.
struct ImportUploads: Site {
    let store: UserPoolStore

    var service: String { "cognito-idp" }
    var operation: String { "UploadUserImportFile" }
    /// Source: "Formatting the CSV file" in the developer guide.
    var largestBody: Int { 100 << 20 }

    /// The address proves that somebody was allowed to make the job.
    func bodyLimit(of head: WireRequest) -> Int? {
        ImportLink(of: head, tokens: store.tokens).map { _ in largestBody }
    }

    func answers(host: String, path: String) -> Bool { path.hasPrefix(ImportLink.path) }

    func place(of request: WireRequest) async throws -> SitePlace {
        guard let link = ImportLink(of: request, tokens: store.tokens) else { throw Self.forbidden("Access Denied") }
        return SitePlace(account: link.account, region: link.pool.region, signingName: nil)
    }

    /// The address itself is the permission: it was given to somebody who had it.
    func permissions(for request: WireRequest, in call: Call) async throws -> [Permission] { [] }

    func respond(to request: WireRequest, in call: Call) async throws -> WireResponse {
        guard let link = ImportLink(of: request, tokens: store.tokens) else { throw Self.forbidden("Access Denied") }
        guard call.time <= link.expiresAt else { throw Self.forbidden("Request has expired") }
        guard request.method == "PUT" else {
            throw ServiceError(
                code: "MethodNotAllowed", status: 405,
                message: "The specified method is not allowed against this resource.")
        }
        try await keep(ImportFile(request.body), for: link)
        return WireResponse(status: 200)
    }

    /// As S3 spells its errors, to which AWS has files sent.
    func refusal(for error: ServiceError, requestID: String) -> WireResponse {
        let body =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(error.code)</Code>"
            + "<Message>\(error.message)</Message><RequestId>\(requestID)</RequestId></Error>"
        return WireResponse(
            status: error.status, headers: HeaderList([.init("content-type", "application/xml")]),
            body: Array(body.utf8))
    }

    /// Stores a file's chunks, a portion in each transaction, and then names it in the job, in place of an earlier one.
    private func keep(_ file: ImportFile, for link: ImportLink) async throws {
        let key = ImportJobs.key(link.pool, link.job)
        guard
            let job = try await store.read({
                try ImportJobs.records.get(key, account: link.account.digits, in: $0)
            }), job.status == .created
        else { throw Self.forbidden("Access Denied") }
        let id = store.random.uuid()
        var file = file
        while true {
            let portion = file.next(ImportChunks.portion, of: job, file: id)
            guard !portion.isEmpty else { break }
            try await store.write { transaction in
                for chunk in portion { try ImportChunks.records.put(chunk, in: transaction) }
            }
        }
        let named = StoredImportJob.File(id: id, chunks: file.chunks, rows: file.rows, isText: file.isText)
        let earlier = try await store.write { transaction -> String? in
            guard var job = try ImportJobs.records.get(key, account: link.account.digits, in: transaction),
                job.status == .created
            else { throw Self.forbidden("Access Denied") }
            let earlier = job.file?.id
            job.file = named
            try ImportJobs.records.replace(job, in: transaction)
            return earlier
        }
        while let earlier, try await !store.write({ try ImportChunks.removePortion(of: job, file: earlier, $0) }) {}
    }

    private static func forbidden(_ message: String) -> ServiceError {
        ServiceError(code: "AccessDenied", status: 403, message: message)
    }
}
