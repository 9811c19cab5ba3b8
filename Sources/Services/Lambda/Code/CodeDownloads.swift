import Kernel
import Wire

/// Hands out the archives that GetFunction and GetLayerVersion name, to whoever holds an address that is still good.
struct CodeDownloads: Site {
    let shelf: CodeShelf
    let links: CodeLinks

    var service: String { "lambda" }
    var operation: String { "DownloadCode" }

    func answers(host: String, path: String) -> Bool { path.hasPrefix(CodeLinks.path) }

    func place(of request: WireRequest) async throws -> SitePlace {
        guard let link = links.link(path: request.path) else { throw Self.forbidden("Access Denied") }
        return SitePlace(account: link.account, region: link.region, signingName: nil)
    }

    /// The address itself is the permission: it was given to somebody who had it.
    func permissions(for request: WireRequest, in call: Call) async throws -> [Permission] { [] }

    func respond(to request: WireRequest, in call: Call) async throws -> WireResponse {
        guard let link = links.link(path: request.path) else { throw Self.forbidden("Access Denied") }
        guard call.time <= link.expiresAt else { throw Self.forbidden("Request has expired") }
        guard request.method == "GET" || request.method == "HEAD" else {
            throw ServiceError(
                code: "MethodNotAllowed", status: 405,
                message: "The specified method is not allowed against this resource.")
        }
        guard let archive = try? await shelf.read(link.blob) else {
            throw ServiceError(code: "NoSuchKey", status: 404, message: "The specified key does not exist.")
        }
        let headers = HeaderList([.init("content-type", "application/zip")])
        return WireResponse(status: 200, headers: headers, body: request.method == "HEAD" ? [] : archive)
    }

    /// As S3 spells its errors, from where AWS hands out archives.
    func refusal(for error: ServiceError, requestID: String) -> WireResponse {
        let body =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(error.code)</Code>"
            + "<Message>\(error.message)</Message><RequestId>\(requestID)</RequestId></Error>"
        return WireResponse(
            status: error.status, headers: HeaderList([.init("content-type", "application/xml")]),
            body: Array(body.utf8))
    }

    private static func forbidden(_ message: String) -> ServiceError {
        ServiceError(code: "AccessDenied", status: 403, message: message)
    }
}
