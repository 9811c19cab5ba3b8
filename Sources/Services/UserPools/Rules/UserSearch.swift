import Kernel
import Storage

/// How a filter finds its users: always by an index that holds just them, never by looking through the pool.
///
/// Names are compared as the pool compares them and states of activation exactly; everything else without regard to
/// case. Sources: the API reference of ListUsers, attribute by attribute, and "All searches are case-insensitive" in
/// the developer guide.
enum UserSearch: Hashable, Sendable {
    case everybody
    case nobody
    /// By the user name itself.
    case name(String, UserFilter.Match)
    case sub(String, UserFilter.Match)
    /// By a value, in lower case, of what the index `search` holds.
    case value(String, attribute: String, UserFilter.Match)

    init(of filter: UserFilter, in pool: StoredPool) {
        switch filter.attribute {
        case "username": self = .name(pool.folded(filter.value), filter.match)
        case "sub": self = .sub(filter.value, filter.match)
        case "status": self = Self.activation(filter)
        default: self = .value(filter.value.lowercased(), attribute: filter.attribute, filter.match)
        }
    }

    private static func activation(_ filter: UserFilter) -> UserSearch {
        let found = ["Enabled", "Disabled"].filter {
            filter.match == .equal ? $0 == filter.value : $0.hasPrefix(filter.value)
        }
        guard let state = found.first else { return .nobody }
        return found.count == 2 ? .everybody : .value(state.lowercased(), attribute: "status", .equal)
    }

    /// A part of what is found.
    func page(
        _ request: ListingRequest, of pool: StoredPool, store: UserPoolStore, _ transaction: any ReadTransaction
    ) throws -> Page<StoredUser> {
        let prefix = Users.prefix(pool.id)
        switch self {
        case .everybody:
            return try store.page(Users.records, request, of: pool, prefix: prefix, transaction)
        case .nobody:
            return Page(records: [], next: nil)
        case .name(let name, .equal):
            return Page(records: try Users.get(name, in: pool, transaction).map { [$0] } ?? [], next: nil)
        case .name(let name, .beginning):
            return try store.page(Users.records, request, of: pool, prefix: prefix, beginning: name, transaction)
        case .sub(let sub, .equal):
            return Page(records: try Users.find(sub: sub, in: pool, transaction).map { [$0] } ?? [], next: nil)
        case .sub(let sub, .beginning):
            return try store.page(
                Users.records, request, of: pool, prefix: prefix, beginning: sub, index: "sub", transaction)
        case .value(let value, let attribute, .equal):
            return try store.page(
                Users.records, request, of: pool,
                prefix: Users.searchPrefix(pool.id, attribute) + [.string(value)], index: "search", transaction)
        case .value(let value, let attribute, .beginning):
            return try store.page(
                Users.records, request, of: pool, prefix: Users.searchPrefix(pool.id, attribute), beginning: value,
                index: "search", transaction)
        }
    }
}
