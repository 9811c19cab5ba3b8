internal import IAMPolicy
package import Kernel
internal import Logging

extension AuthorizationMessages: DenialEncoder {
    package func encode(_ denial: Denial, in call: Call) -> String? {
        let report = AuthorizationDenial(
            principal: denial.principal,
            action: denial.permission.action,
            resource: denial.permission.resource,
            isExplicit: denial.decision.denyingStatement != nil,
            matchedStatements: denial.decision.denyingStatement.map { statement in
                [.init(id: statement.sid ?? "", isDeny: true, policy: statement.policy)]
            } ?? [],
            conditions: denial.context
        )
        do {
            return try encode(report)
        } catch {
            call.logger.error("denial not sealed", metadata: ["id": "\(call.requestID)", "cause": "\(error)"])
            return nil
        }
    }
}

extension Decision {
    fileprivate var denyingStatement: StatementReference? {
        guard case .explicitDeny(let statement) = reason else { return nil }
        return statement
    }
}
