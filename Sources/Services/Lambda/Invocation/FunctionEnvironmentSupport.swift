import Kernel
import Wire

/// What the runner asks for on behalf of functions of one role.
struct FunctionEnvironmentSupport: FunctionSupport {
    let role: String
    let identity: RoleIdentity
    let logs: LogDelivery

    func credentials(for function: RunnableFunction) async throws -> FunctionCredentials {
        try await identity.credentials(of: role, for: function.id)
    }

    func log(_ lines: [FunctionLogLine], of function: RunnableFunction, stream: String) {
        logs.take(
            lines,
            for: LogDelivery.Target(function: function.id, role: role, group: function.logGroup, stream: stream))
    }
}

extension RunnableFunction {
    var id: FunctionID { FunctionID(account: account, region: region, name: name) }
}
