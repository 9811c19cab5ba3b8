import Wire

extension Triggers {
    /// Asks what the tokens are to say; `nil` where the pool has no such trigger. The event's version is the pool's.
    ///
    /// - Parameters:
    ///   - groups: the user's, the most important first.
    ///   - scopes: of the access token; told from version 2 on.
    func preTokenGeneration(
        _ context: TriggerContext, source: String, groups: [StoredGroup], scopes: [String]
    ) async throws -> TokenOverrides? {
        guard let setting = context.pool.settings.triggers.preTokenGeneration else { return nil }
        let version = TokenOverrides.Version(rawValue: setting.version) ?? .one
        var request = [context.attributesMember, .init("groupConfiguration", Self.configuration(of: groups))]
        if version != .one { request.append(.init("scopes", .list(scopes))) }
        let event = TriggerEvent(
            version: version.inEvents, source: source, context: context, request: request + context.metadataMembers,
            response: .unset(version.member))
        return try await invoker.ask(.preTokenGeneration, event).map { try TokenOverrides.parse($0, version) }
    }

    private static func configuration(of groups: [StoredGroup]) -> Document {
        .object([
            .init("groupsToOverride", .list(groups.map(\.name))),
            .init("iamRolesToOverride", .list(roles(of: groups))),
            .init("preferredRole", preferredRole(of: groups).map { .string($0) } ?? .null),
        ])
    }

    /// The roles of a user's groups, each once, in the groups' order.
    static func roles(of groups: [StoredGroup]) -> [String] {
        groups.compactMap(\.roleARN).reduce(into: []) { roles, role in
            if !roles.contains(role) { roles.append(role) }
        }
    }

    /// The role of the group that goes before all others; none where two that go together name different ones.
    ///
    /// Source: "Assigning precedence values to groups" in the developer guide.
    static func preferredRole(of groups: [StoredGroup]) -> String? {
        guard let best = groups.map({ $0.precedence ?? .max }).min() else { return nil }
        let roles = roles(of: groups.filter { ($0.precedence ?? .max) == best })
        return roles.count == 1 ? roles.first : nil
    }
}
