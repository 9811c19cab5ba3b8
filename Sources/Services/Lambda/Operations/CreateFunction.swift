import Kernel
import LambdaModel
import Storage
import Wire

/// Makes a function from an archive, and its first version where that is asked for.
struct CreateFunction: Operation {
    typealias Model = LambdaModel.CreateFunction

    let store: LambdaStore
    let shelf: CodeShelf
    let roles: any RoleSource
    let destinations: Destinations
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try Self.id(input.functionName, in: call)
        let tags = TagRules.requestContext(input.tags)
        var context = tags
        if let layers = input.layers, !layers.isEmpty { context["lambda:Layer"] = layers }
        var permissions = [
            Permission("lambda:CreateFunction", on: id.arn, context: context),
            RoleRules.passing(input.role, to: id),
        ]
        if !tags.isEmpty { permissions.append(Permission("lambda:TagResource", on: id.arn, context: tags)) }
        return permissions + (try await store.permissions(onLayers: input.layers ?? [], in: call))
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try Self.id(input.functionName, in: call)
        try SettingsRules.checkServed(input)
        try TagRules.check(input.tags ?? [:])
        let archive = try CodeRules.archive(input.code)
        let settings = try settings(of: input, for: id)
        try await RoleRules(roles: roles).check(settings.role, for: id)
        try await shelf.checkRuntime(settings.runtime)
        let function = StoredFunction(
            id: id, incarnation: store.random.uuid(), createdAt: call.time.milliseconds, tags: input.tags ?? [:])
        let revisions = (store.random.uuid(), store.random.uuid())
        let publishing = input.publish == true ? VersionPublishing(random: store.random) : nil
        let made = try await shelf.keeping(archive) { code in
            try await store.write { transaction in
                var settings = settings
                settings.layers = try LayerRules.resolve(input.layers ?? [], for: id, transaction)
                try CodeRules.checkSize(of: code, with: settings.layers)
                let latest = StoredVersion(
                    id: id, number: .latest, settings: settings, code: code, revisionID: revisions.0,
                    runtimeRevision: revisions.1, modifiedAt: call.time.milliseconds)
                try Self.insert(function, latest, transaction)
                return try publishing?.publish(latest, transaction).version ?? latest
            }
        }
        return try answers.configuration(of: made, arn: id.arn, .created)
    }

    private static func insert(
        _ function: StoredFunction, _ latest: StoredVersion, _ transaction: any WriteTransaction
    ) throws {
        do {
            try Functions.records.insert(function, in: transaction)
        } catch StorageFault.duplicate {
            throw Refusal.conflict("Function already exist: \(function.id.name)")
        }
        try Versions.records.insert(latest, in: transaction)
    }

    /// The name of the new function, which can only be made in the caller's own account.
    private static func id(_ name: String, in call: Call) throws -> FunctionID {
        let locator = try FunctionLocator(name, in: call)
        guard locator.id.account == call.account else {
            throw CommonError.accessDenied("Cross-account creation of functions is not allowed.")
        }
        guard locator.qualifier == nil else {
            throw Refusal.invalid("A function cannot be created with a qualifier: \(name)")
        }
        guard locator.id.name.utf8.count <= Quotas.functionName else {
            throw Refusal.invalid(
                "1 validation error detected: Value '\(locator.id.name)' at 'functionName' failed to satisfy "
                    + "constraint: Member must have length less than or equal to \(Quotas.functionName)")
        }
        return locator.id
    }

    /// What the request sets, but for layers, which are looked up later.
    private func settings(of input: Input, for id: FunctionID) throws -> FunctionSettings {
        guard let runtime = input.runtime?.rawValue, let handler = input.handler else {
            throw Refusal.invalid(
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.")
        }
        try RuntimeRules.check(runtime)
        let timeout = input.timeout ?? 3
        try SettingsRules.checkTimeout(timeout)
        let memory = input.memorySize ?? 128
        try SettingsRules.checkMemory(memory)
        let variables = input.environment?.variables ?? [:]
        try EnvironmentRules.check(variables)
        return FunctionSettings(
            role: input.role,
            runtime: runtime,
            handler: handler,
            description: input.description ?? "",
            timeout: timeout,
            memoryMegabytes: memory,
            scratchMegabytes: input.ephemeralStorage?.size ?? 512,
            environment: try EnvironmentSeal(vault: store.vault).seal(variables, of: id),
            layers: [],
            deadLetterTarget: try SettingsRules.deadLetterTarget(input.deadLetterConfig, among: destinations),
            architecture: try SettingsRules.architecture(input.architectures, for: runtime),
            logGroup: input.loggingConfig?.logGroup
        )
    }
}
