internal import Kernel
internal import Wire

/// Finds out which operation of which service a request means. Believes nothing yet.
struct Identify: Sendable {
    let table: ServiceTable
    let sites: [any Site]

    func callAsFunction(_ exchange: inout Exchange) {
        do {
            exchange.signature = .success(try RequestSignature.parse(exchange.request))
        } catch {
            exchange.signature = .failure(error)
        }
        exchange.site = site(of: exchange.request)
        guard exchange.site == nil else { return }
        exchange.target = table.target(
            of: exchange.request, signingName: exchange.readableSignature?.scope.service)
    }

    /// The site that a request's host and path belong to; addresses without a name are never a site's host.
    private func site(of request: WireRequest) -> (any Site)? {
        guard !sites.isEmpty, let authority = request.headers["host"] else { return nil }
        let host = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0].lowercased()
        return sites.first { $0.answers(host: host, path: request.path) }
    }
}
