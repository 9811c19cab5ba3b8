import Wire

/// What environment variables a function may have.
///
/// Source: "Using Lambda environment variables" in the developer guide.
enum EnvironmentRules {
    private static let reserved: Set<String> = [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ]
    private static let refusal =
        "Lambda was unable to configure your environment variables because the environment variables you have provided "

    /// Refuses names that the runtime sets itself, and more than 4 KB in all, measured as AWS does: as JSON.
    static func check(_ variables: [String: String]) throws(ServiceError) {
        let taken = variables.keys.filter(reserved.contains).sorted()
        guard taken.isEmpty else {
            throw Refusal.invalid(
                refusal + "contains reserved keys that are currently not supported for modification. "
                    + "Reserved keys used in this request: \(taken.joined(separator: ", "))")
        }
        let text = EnvironmentSeal.text(variables)
        guard text.utf8.count <= Quotas.environment else {
            throw Refusal.invalid(refusal + "exceeded the 4KB limit. String measured: \(text)")
        }
    }
}
