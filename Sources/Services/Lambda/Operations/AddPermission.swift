import Kernel
import LambdaModel
import Storage
import Wire

/// Lets a service, an account or anybody use a function, or one of its versions or aliases.
struct AddPermission: Operation {
    typealias Model = LambdaModel.AddPermission

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        var context = ["lambda:Principal": [input.principal]]
        if let type = input.functionUrlAuthType { context["lambda:FunctionUrlAuthType"] = [type.rawValue] }
        return [try await store.permission("lambda:AddPermission", on: locator, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        guard locator.qualifier != FunctionVersionNumber.latestName else {
            throw Refusal.invalid("We currently do not support adding policies for $LATEST.")
        }
        let grant = try Self.grant(of: input)
        let revision = store.random.uuid()
        try await store.write { transaction in
            var holder = try PolicyHolder(locator, transaction)
            try Refusal.checkRevision(input.revisionId, is: holder.target.revisionID)
            guard !holder.policy.grants.contains(where: { $0.sid == grant.sid }) else {
                throw Refusal.conflict(
                    "The statement id (\(grant.sid)) provided already exists. "
                        + "Please provide a new statement id, or remove the existing statement.")
            }
            holder.policy.grants.append(grant)
            let size = holder.policy.text(on: locator.arn).utf8.count
            guard size <= StoredPolicy.limit else {
                throw LambdaError.policyLengthExceeded(
                    "The final policy size (\(size)) is bigger than the limit (\(StoredPolicy.limit)).", type: "User")
            }
            try Self.checkReadable(holder.policy, on: locator.arn)
            try holder.save(revision: revision, transaction)
        }
        return Output(statement: String(decoding: grant.statement(on: locator.arn).json, as: UTF8.self))
    }

    /// What authorization could not read, nobody should be able to write.
    private static func checkReadable(_ policy: StoredPolicy, on arn: String) throws {
        do {
            _ = try policy.resourcePolicy(on: arn)
        } catch {
            throw Refusal.invalid("The provided principal was invalid. Please check the principal and try again.")
        }
    }

    private static func grant(of input: Input) throws -> StoredPolicy.Grant {
        guard input.functionUrlAuthType == nil || input.action == "lambda:InvokeFunctionUrl" else {
            throw Refusal.invalid("FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action")
        }
        guard input.invokedViaFunctionUrl == nil || input.action == "lambda:InvokeFunction" else {
            throw Refusal.invalid("InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action")
        }
        let grant = StoredPolicy.Grant(
            sid: input.statementId,
            action: input.action,
            principal: input.principal,
            sourceARN: input.sourceArn.flatMap { $0.isEmpty ? nil : $0 },
            sourceAccount: input.sourceAccount.flatMap { $0.isEmpty ? nil : $0 },
            eventSourceToken: input.eventSourceToken.flatMap { $0.isEmpty ? nil : $0 },
            organization: input.principalOrgID,
            urlAuthType: input.functionUrlAuthType?.rawValue,
            viaURL: input.invokedViaFunctionUrl
        )
        guard grant.hasKnownPrincipal else {
            throw Refusal.invalid("The provided principal was invalid. Please check the principal and try again.")
        }
        return grant
    }
}
