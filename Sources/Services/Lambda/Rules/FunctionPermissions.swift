import Kernel
import Storage

extension LambdaStore {
    /// A permission on what a locator names, with the function's tags, its owner and the policy of exactly this
    /// function, version or alias; a bare one where there is none.
    func permission(
        _ action: String, on locator: FunctionLocator, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        try await read { transaction in
            let function = try Functions.get(locator.id, transaction)
            let policy = try FunctionPolicies.get(locator.id, locator.policyQualifier, transaction)
            return Permission(
                action,
                on: locator.arn,
                ownedBy: locator.id.account == call.account ? nil : locator.id.account,
                context: context.merging(TagRules.resourceContext(function?.tags ?? [:])) { given, _ in given },
                resourcePolicy: try policy?.resourcePolicy(on: locator.arn)
            )
        }
    }

    /// What a function that uses layers asks for each: that its maker may read it.
    func permissions(onLayers arns: [String], in call: Call) async throws -> [Permission] {
        let names = arns.compactMap(LayerVersionName.init(arn:))
        return try await read { transaction in
            try names.map { try $0.permission("lambda:GetLayerVersion", in: call, transaction) }
        }
    }
}

extension LayerVersionName {
    /// A permission on a version of a layer, with its owner and policy; a bare one where there is none.
    func permission(_ action: String, in call: Call, _ transaction: any ReadTransaction) throws -> Permission {
        let layer = try LayerVersions.get(id, number, transaction)
        return Permission(
            action, on: arn, ownedBy: id.account == call.account ? nil : id.account,
            resourcePolicy: try layer?.resourcePolicy())
    }
}
