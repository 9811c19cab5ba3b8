import Storage

/// What CreateFunction and UpdateFunctionConfiguration set, and publishing copies.
struct FunctionSettings: Codable, Hashable, Sendable {
    var role: String
    var runtime: String
    /// Empty where a custom runtime was given none.
    var handler: String
    var description: String
    /// Seconds.
    var timeout: Int
    var memoryMegabytes: Int
    /// Size of `/tmp`.
    var scratchMegabytes: Int
    /// The environment variables, sealed; `nil` where there are none.
    var environment: Sealed?
    /// Lowest first.
    var layers: [UsedLayer]
    /// ARN of the queue or topic that takes asynchronous events nobody could handle.
    var deadLetterTarget: String?
    var architecture: String
    /// `nil` for `/aws/lambda/<name>`.
    var logGroup: String?
}

/// A layer's version as a function refers to it, good even after the version was deleted.
struct UsedLayer: Codable, Hashable, Sendable {
    let arn: String
    let code: CodeArchive
}
