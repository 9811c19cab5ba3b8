internal import Kernel

/// The variables that a function's processes find, and no others.
enum EnvironmentVariables {
    static func all(for environment: Environment, entry: EntryPoint, port: Int) -> [String: String] {
        let function = environment.function
        let places = entry.places
        // The function's own go first: it cannot replace what AWS reserves.
        var variables = function.variables
        variables.merge(defaults(function, places)) { own, _ in own }
        let credentials = environment.credentials
        let reserved = [
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": function.version,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": String(function.memoryMegabytes),
            "AWS_LAMBDA_LOG_GROUP_NAME": function.logGroup,
            "AWS_LAMBDA_LOG_STREAM_NAME": environment.stream,
            "AWS_LAMBDA_INITIALIZATION_TYPE": environment.isProvisioned ? "provisioned-concurrency" : "on-demand",
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(port)",
            "AWS_REGION": function.region.name,
            "AWS_ACCESS_KEY_ID": credentials.accessKeyID,
            "AWS_SECRET_ACCESS_KEY": credentials.secretAccessKey,
            "AWS_SESSION_TOKEN": credentials.sessionToken,
            "_HANDLER": function.handler,
            "LAMBDA_TASK_ROOT": places.code,
            "LAMBDA_RUNTIME_DIR": places.bootstraps,
        ]
        variables.merge(reserved) { _, new in new }
        if variables["AWS_ENDPOINT_URL"] == nil, let endpoint = environment.context.endpointURL {
            variables["AWS_ENDPOINT_URL"] = endpoint
        }
        if entry.interpreter != nil { variables["AWS_EXECUTION_ENV"] = "AWS_Lambda_\(function.runtime)" }
        return variables
    }

    /// What a function may set otherwise.
    private static func defaults(_ function: RunnableFunction, _ places: SandboxPlan.Places) -> [String: String] {
        let libraries = ["/var/lang/lib", "/lib64", "/usr/lib64"]
        let own = [places.bootstraps, places.code].flatMap { [$0, $0 + "/lib"] } + [places.layers + "/lib"]
        var variables = [
            "AWS_DEFAULT_REGION": function.region.name,
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:\(places.layers)/bin",
            "LD_LIBRARY_PATH": (libraries + own).joined(separator: ":"),
        ]
        switch RuntimeName(function.runtime) {
        case .node(let major):
            let layers = places.layers + "/nodejs"
            variables["NODE_PATH"] = [
                "\(layers)/node\(major)/node_modules", "\(layers)/node_modules",
                "\(places.bootstraps)/node_modules", places.bootstraps, places.code,
            ].joined(separator: ":")
        case .python: variables["PYTHONPATH"] = places.bootstraps
        case .provided, .unknown: break
        }
        return variables
    }
}
