import Wire

/// Which runtimes functions can be given.
///
/// Source: "Lambda runtimes" in the developer guide, and answers of AWS recorded in LocalStack's snapshot tests.
enum RuntimeRules {
    /// Those that AWS no longer takes, with what it recommends in their place.
    private static let retired: [String: String] = [
        "nodejs": "nodejs22.x",
        "nodejs4.3": "nodejs22.x",
        "nodejs4.3-edge": "nodejs22.x",
        "nodejs6.10": "nodejs22.x",
        "nodejs8.10": "nodejs22.x",
        "nodejs10.x": "nodejs22.x",
        "nodejs12.x": "nodejs22.x",
        "nodejs14.x": "nodejs22.x",
        "python2.7": "python3.13",
        "python3.6": "python3.13",
        "python3.7": "python3.13",
        "java8": "java21",
        "go1.x": "provided.al2023",
        "provided": "provided.al2023",
        "ruby2.5": "ruby3.4",
        "ruby2.7": "ruby3.4",
        "dotnetcore1.0": "dotnet8",
        "dotnetcore2.0": "dotnet8",
        "dotnetcore2.1": "dotnet8",
        "dotnetcore3.1": "dotnet8",
    ]

    /// Refuses runtimes that AWS has retired; those that never were, the model refuses.
    static func check(_ runtime: String) throws(ServiceError) {
        guard let successor = retired[runtime] else { return }
        throw Refusal.invalid(
            "The runtime parameter of \(runtime) is no longer supported for creating or updating AWS Lambda functions. "
                + "We recommend you use the new runtime (\(successor)) while creating or updating functions.")
    }
}
