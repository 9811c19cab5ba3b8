/// What an operator decides about identity pools.
package struct IdentityPoolSettings: Sendable {
    /// Calls of unsigned operations a second, by AWS's names such as `GetId`, where they differ from AWS's; 0 for no
    /// limit.
    package var callRates: [String: Int] = [:]

    /// The names that `callRates` may hold.
    package static var rateCategories: [String] { RateCaps.Category.allCases.map(\.rawValue) }

    package init() {}
}
