import Kernel
import LambdaModel
import Storage
import Wire

/// Changes the settings of `$LATEST`; what is not given stays.
struct UpdateFunctionConfiguration: Operation {
    typealias Model = LambdaModel.UpdateFunctionConfiguration

    let store: LambdaStore
    let shelf: CodeShelf
    let roles: any RoleSource
    let destinations: Destinations
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        let locator = FunctionLocator(id: id, qualifier: nil)
        let layers = input.layers ?? []
        var permissions = [
            try await store.permission(
                "lambda:UpdateFunctionConfiguration", on: locator, in: call,
                context: layers.isEmpty ? [:] : ["lambda:Layer": layers])
        ]
        if let role = input.role { permissions.append(RoleRules.passing(role, to: id)) }
        return permissions + (try await store.permissions(onLayers: layers, in: call))
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let before = try await store.read { try LatestVersion.required(id, $0) }
        try Refusal.checkRevision(input.revisionId, is: before.revisionID)
        try SettingsRules.checkServed(input)
        let changes = try changes(of: input, for: id)
        if let role = input.role, role != before.settings.role {
            try await RoleRules(roles: roles).check(role, for: id)
        }
        if let runtime = input.runtime { try await shelf.checkRuntime(runtime.rawValue) }
        let revisions = (id: store.random.uuid(), runtime: store.random.uuid())
        let (old, new) = try await store.write { transaction in
            let old = try LatestVersion.required(id, transaction)
            try Refusal.checkRevision(input.revisionId, is: old.revisionID)
            var settings = old.settings
            try changes(&settings)
            if let layers = input.layers {
                settings.layers = try LayerRules.resolve(
                    layers, for: id, keeping: old.settings.layers, transaction)
            }
            try CodeRules.checkSize(of: old.code, with: settings.layers)
            let new = LatestVersion.change(
                old, code: old.code, settings: settings, at: call.time, revisions: revisions)
            try Versions.records.replace(new, in: transaction)
            return (old, new)
        }
        if old.runtimeRevision != new.runtimeRevision { await shelf.retire([old.runtimeRevision]) }
        await shelf.discard(Set(old.blobs).subtracting(new.blobs).sorted())
        return try answers.configuration(of: new, arn: new.arn, .updated)
    }

    /// The checked changes of a request, but for layers, which are looked up in the transaction.
    private func changes(
        of input: Input, for id: FunctionID
    ) throws -> @Sendable (inout FunctionSettings) throws -> Void {
        if let runtime = input.runtime { try RuntimeRules.check(runtime.rawValue) }
        if let timeout = input.timeout { try SettingsRules.checkTimeout(timeout) }
        if let memory = input.memorySize { try SettingsRules.checkMemory(memory) }
        let seal = EnvironmentSeal(vault: store.vault)
        let variables = input.environment.map { $0.variables ?? [:] }
        try EnvironmentRules.check(variables ?? [:])
        let sealed = try variables.map { try seal.seal($0, of: id) }
        let deadLetters = try SettingsRules.deadLetterTarget(input.deadLetterConfig, among: destinations)
        return { settings in
            settings.role = input.role ?? settings.role
            settings.runtime = input.runtime?.rawValue ?? settings.runtime
            settings.handler = input.handler ?? settings.handler
            settings.description = input.description ?? settings.description
            settings.timeout = input.timeout ?? settings.timeout
            settings.memoryMegabytes = input.memorySize ?? settings.memoryMegabytes
            settings.scratchMegabytes = input.ephemeralStorage?.size ?? settings.scratchMegabytes
            settings.logGroup = input.loggingConfig?.logGroup ?? settings.logGroup
            if input.deadLetterConfig != nil { settings.deadLetterTarget = deadLetters }
            // Sealed twice, the same variables differ; what did not change is left as it is.
            if let sealed, try seal.open(settings.environment, of: id) != variables ?? [:] {
                settings.environment = sealed
            }
            _ = try SettingsRules.architecture(
                [Architecture(rawValue: settings.architecture)], for: settings.runtime)
        }
    }
}
