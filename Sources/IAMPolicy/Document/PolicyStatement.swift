/// One statement of a policy, compiled.
///
/// A class, so that evaluation passes statements on without counting references to all that they hold.
final class PolicyStatement: Sendable {
    let sid: String?
    let isDeny: Bool
    /// Patterns for lower-case actions.
    let actions: [Glob]
    let isNotAction: Bool
    /// Empty where the statement names no resource (role trust policies).
    let resources: [ARNPattern]
    let isNotResource: Bool
    let principal: PrincipalElement?
    let conditions: [StatementCondition]
    /// Its place among the policy's statements, from zero.
    let index: Int
    let start: TextPosition
    let end: TextPosition

    /// Compiles a statement that has passed the checks of its policy's kind.
    init(
        _ source: StatementSource,
        principal: PrincipalElement?,
        variables: Bool,
        index: Int,
        cursor: inout PositionCursor
    ) {
        sid = source.sid
        isDeny = source.effect == "Deny"
        actions = (source.actions ?? source.notActions ?? []).map {
            Pattern($0, options: [.wildcards, .ignoringCase]).constant
        }
        isNotAction = source.notActions != nil
        resources = (source.resources ?? source.notResources ?? []).map {
            ARNPattern($0, variables: variables, variablesInEverySegment: false)
        }
        isNotResource = source.notResources != nil
        self.principal = principal
        conditions = source.conditions.compactMap { StatementCondition($0, variables: variables) }
        self.index = index
        start = cursor.position(after: source.start)
        end = cursor.position(after: source.end)
    }

    /// Whether the statement applies to the request, its principal aside.
    func applies(to request: AuthorizationRequest) -> Bool {
        coversAction(of: request) && coversResource(of: request) == true
            && conditions.allSatisfy { $0.holds(for: request) }
    }

    func coversAction(of request: AuthorizationRequest) -> Bool {
        actions.contains { $0.matches(request.foldedAction) } != isNotAction
    }

    /// Whether the resource is covered; `nil` where that hangs on a variable without value, which covers nothing.
    func coversResource(of request: AuthorizationRequest) -> Bool? {
        if resources.isEmpty { return true }
        var isUnresolved = false
        for pattern in resources {
            switch pattern.matches(request.arn, in: request) {
            case true?: return !isNotResource
            case false?: break
            case nil: isUnresolved = true
            }
        }
        return isUnresolved ? nil : isNotResource
    }

    /// The condition keys that the statement mentions, as it spells them.
    var contextKeys: [String] {
        resources.flatMap(\.variables).map(\.spelling)
            + conditions.flatMap { [$0.spelling] + $0.operands.flatMap(\.variables).map(\.spelling) }
    }
}
