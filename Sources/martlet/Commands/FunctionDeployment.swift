import Archives
import LambdaModel
import Server
import Wire

/// Brings one function of the running server to what a folder and its settings say.
struct FunctionDeployment {
    let name: String
    let project: FunctionProject
    let settings: FunctionSettings
    let client: OperatorClient

    /// How often, and how many times at most, to look whether a change has taken effect.
    private static let pause = Duration.milliseconds(50)
    private static let looks = 600

    /// Creates or updates the function; answers lines for a person that say what was done.
    func run() async throws -> [String] {
        let archive = try packed()
        guard let present = try await configuration() else { return try await create(archive) }
        return try await update(present, archive)
    }

    private func packed() throws -> [UInt8] {
        do {
            let ignored: Set<String> = [".git", ".DS_Store", FunctionSettings.fileName]
            return try ZipArchive.pack(folder: project.folder, ignoring: ignored)
        } catch let fault {
            throw StartFault("'\(project.folder)' cannot be packed: \(fault)")
        }
    }

    /// What the server has under the name; `nil` for nothing.
    private func configuration() async throws -> FunctionConfiguration? {
        do {
            return try await client.call(
                GetFunctionConfiguration.self, GetFunctionConfigurationRequest(functionName: name))
        } catch let error as ServiceError where error.code.hasPrefix("ResourceNotFound") {
            return nil
        }
    }

    private func create(_ archive: [UInt8]) async throws -> [String] {
        let role = try await ExecutionRole(client: client).arn(for: settings.role)
        let input = CreateFunctionRequest(
            functionName: name,
            runtime: Runtime(rawValue: project.runtime),
            role: role.arn,
            handler: project.handler,
            code: FunctionCode(zipFile: archive),
            timeout: settings.timeout,
            memorySize: settings.memory,
            environment: settings.environment.map { LambdaModel.Environment(variables: $0) }
        )
        let made = try await client.call(CreateFunction.self, input)
        try await settle()
        return role.lines + ["created \(describe(made))", "try: martlet functions invoke \(name) --tail"]
    }

    private func update(_ present: FunctionConfiguration, _ archive: [UInt8]) async throws -> [String] {
        var lines: [String] = []
        let code = try await client.call(
            UpdateFunctionCode.self, UpdateFunctionCodeRequest(functionName: name, zipFile: archive))
        try await settle()
        if code.codeSha256 != present.codeSha256 { lines.append("updated the code of \(describe(code))") }
        var role: String?
        if let wanted = settings.role {
            let found = try await ExecutionRole(client: client).arn(for: wanted)
            lines += found.lines
            role = found.arn
        }
        let input = UpdateFunctionConfigurationRequest(
            functionName: name,
            role: role,
            handler: project.handler,
            timeout: settings.timeout,
            memorySize: settings.memory,
            environment: settings.environment.map { LambdaModel.Environment(variables: $0) },
            runtime: Runtime(rawValue: project.runtime)
        )
        let changes = differences(input, present)
        if !changes.isEmpty {
            _ = try await client.call(UpdateFunctionConfiguration.self, input)
            try await settle()
            lines.append("changed \(changes.joined(separator: ", ")) of \(name)")
        }
        return lines.isEmpty ? ["\(name) is up to date"] : lines
    }

    /// The settings that an update would change, by their names for people.
    private func differences(
        _ input: UpdateFunctionConfigurationRequest, _ present: FunctionConfiguration
    ) -> [String] {
        let pairs: [(String, Bool)] = [
            ("runtime", input.runtime != present.runtime),
            ("handler", input.handler != present.handler),
            ("role", input.role != nil && input.role != present.role),
            ("memory", input.memorySize != nil && input.memorySize != present.memorySize),
            ("timeout", input.timeout != nil && input.timeout != present.timeout),
            (
                "environment",
                input.environment != nil
                    && input.environment?.variables ?? [:] != present.environment?.variables ?? [:]
            ),
        ]
        return pairs.filter(\.1).map(\.0)
    }

    /// Waits until the last change has taken effect; throws the server's reason when it failed.
    private func settle() async throws {
        for _ in 0..<Self.looks {
            let now = try await configuration()
            if now?.state == .failed || now?.lastUpdateStatus == .failed {
                let reason = now?.stateReason ?? now?.lastUpdateStatusReason
                throw StartFault("the server could not take '\(name)': \(reason ?? "it gives no reason")")
            }
            if now?.state != .pending, now?.lastUpdateStatus != .inProgress { return }
            try await Task.sleep(for: Self.pause)
        }
        throw StartFault("'\(name)' is still being changed; see 'martlet aws lambda get-function'")
    }

    private func describe(_ function: FunctionConfiguration) -> String {
        let size = function.codeSize.map { ", \($0) bytes packed" } ?? ""
        return "\(name) (\(project.runtime), \(project.handler)\(size))"
    }
}
