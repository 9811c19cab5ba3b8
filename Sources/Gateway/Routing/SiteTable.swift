internal import Kernel
internal import Wire

/// Which site a request belongs to, out of all that this server has.
struct SiteTable: Sendable {
    private let sites: [any Site]

    init(_ sites: [any Site] = []) {
        self.sites = sites
    }

    /// Bytes of the largest body that any site takes.
    var largestBody: Int { sites.reduce(0) { max($0, $1.largestBody) } }

    /// The site that a request's host and path belong to; addresses without a name are never a site's host.
    func site(of request: WireRequest) -> (any Site)? {
        guard !sites.isEmpty, let authority = request.headers["host"] else { return nil }
        var host = String(authority.prefix { $0 != ":" })
        if host.utf8.contains(where: { (0x41...0x5a).contains($0) }) { host = host.lowercased() }
        return sites.first { $0.answers(host: host, path: request.path) }
    }
}
