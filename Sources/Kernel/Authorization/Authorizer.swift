package import IAMPolicy
internal import Logging
internal import Wire

/// Decides whether a call may do what its operation asks of IAM; used alike for calls from outside and in-process.
package struct Authorizer: Sendable {
    private let policies: any PolicySource
    private let denials: (any DenialEncoder)?

    package init(policies: any PolicySource, denials: (any DenialEncoder)? = nil) {
        self.policies = policies
        self.denials = denials
    }

    /// Returns where every permission is granted; throws `AccessDenied` with AWS's text at the first that is not.
    ///
    /// The caller is told what AWS tells; the deciding statement stands in the log, and in the sealed message that
    /// `sts:DecodeAuthorizationMessage` opens for whoever may call it.
    package func authorize(_ permissions: [Permission], in call: Call) async throws {
        guard !permissions.isEmpty else { return }
        let grants = try await policies.grants(of: call.principal)
        let context = ConditionKeys.values(for: call, tags: grants.tags)
        for permission in permissions {
            try TagKeys.check(permission)
            let values = context.merging(permission.context.foldedKeys) { _, specific in specific }
            let decision = decision(on: permission, values, grants, in: call)
            if !decision.isAllowed { throw denial(of: permission, by: decision, values, in: call) }
        }
    }

    /// Whether a permission would be granted; for what AWS decides by simulating a later call.
    package func isGranted(_ permission: Permission, in call: Call) async throws -> Bool {
        let grants = try await policies.grants(of: call.principal)
        let values = ConditionKeys.values(for: call, tags: grants.tags)
            .merging(permission.context.foldedKeys) { _, specific in specific }
        return decision(on: permission, values, grants, in: call).isAllowed
    }

    private func decision(
        on permission: Permission, _ context: [String: [String]], _ grants: PrincipalGrants, in call: Call
    ) -> Decision {
        let request = AuthorizationRequest(
            caller: Caller(call.principal),
            action: permission.action,
            resource: permission.resource,
            resourceAccount: permission.resourceAccount?.digits,
            context: context
        )
        return ApplicablePolicies(principal: grants.policies, resource: permission.resourcePolicy).decision(on: request)
    }

    private func denial(
        of permission: Permission,
        by decision: Decision,
        _ context: [String: [String]],
        in call: Call
    ) -> ServiceError {
        call.logger.info(
            "denied",
            metadata: [
                "id": .string(call.requestID),
                "principal": .string(call.principal.arn),
                "action": .string(permission.action),
                "resource": .string(permission.resource),
                "reason": .string(decision.explanation),
            ]
        )
        // STS does not tell the caller what a trust policy lacks.
        let isTold = permission.resourcePolicy?.policy.document.kind != .trust
        let tail = isTold ? decision.denial(of: permission.action).map { " \($0)" } ?? "" : ""
        var error = CommonError.accessDenied(
            "User: \(call.principal.arn) is not authorized to perform: \(permission.action) "
                + "on \(permission.resourceText ?? "resource: \(permission.resource)")\(tail)"
        )
        let report = Denial(
            principal: call.principal, permission: permission, context: context, decision: decision)
        if let message = denials?.encode(report, in: call) {
            error.headers[Denial.header] = message
        }
        return error
    }
}

/// A refused permission, with all that an administrator may know of it.
package struct Denial: Hashable, Sendable {
    /// The header of an answer that carries the sealed form.
    package static let header = "x-martlet-authorization-message"

    package var principal: Principal
    package var permission: Permission
    /// The values of condition keys, by lower-case name, as they were evaluated.
    package var context: [String: [String]]
    package var decision: Decision

    package init(principal: Principal, permission: Permission, context: [String: [String]], decision: Decision) {
        self.principal = principal
        self.permission = permission
        self.context = context
        self.decision = decision
    }
}

/// Seals a denial so that only `sts:DecodeAuthorizationMessage` can read it.
package protocol DenialEncoder: Sendable {
    func encode(_ denial: Denial, in call: Call) -> String?
}

extension Decision {
    /// The deciding statement or the missing side, for logs.
    fileprivate var explanation: String {
        switch reason {
        case .allowed(let statement):
            "allowed by \(statement.policy) statement \(statement.sid ?? "\(statement.index)")"
        case .allowedToRoot: "allowed to root"
        case .explicitDeny(let statement):
            "denied by \(statement.policy) statement \(statement.sid ?? "\(statement.index)")"
        case .noAllow(let category): "no allow in \(category)"
        }
    }
}

extension [String: [String]] {
    /// The same values under lower-case names, as the evaluator looks them up.
    fileprivate var foldedKeys: Self {
        Dictionary(map { ($0.lowercased(), $1) }) { first, _ in first }
    }
}
