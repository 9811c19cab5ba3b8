internal import Kernel
internal import Wire

/// Finds out which operation of which service a request means. Believes nothing yet.
struct Identify: Sendable {
    let table: ServiceTable
    let sites: SiteTable

    func callAsFunction(_ exchange: inout Exchange) {
        do {
            exchange.signature = .success(try RequestSignature.parse(exchange.request))
        } catch {
            exchange.signature = .failure(error)
        }
        exchange.site = sites.site(of: exchange.request)
        guard exchange.site == nil else { return }
        exchange.target = table.target(
            of: exchange.request, signingName: exchange.readableSignature?.scope.service)
    }
}
