import LambdaModel
import Wire

/// What CreateFunction and UpdateFunctionConfiguration may set here.
///
/// What AWS has and this server does not is refused, never taken and ignored; settings that ask for nothing (an empty
/// list of subnets, `PassThrough` tracing) pass.
enum SettingsRules {
    static func checkTimeout(_ seconds: Int) throws(ServiceError) {
        guard seconds <= Quotas.timeout else {
            throw CommonError.validation(
                "1 validation error detected: Value '\(seconds)' at 'timeout' failed to satisfy constraint: "
                    + "Member must have value less than or equal to \(Quotas.timeout)")
        }
    }

    static func checkMemory(_ megabytes: Int) throws(ServiceError) {
        guard megabytes <= Quotas.memoryMegabytes else {
            throw Refusal.invalid(
                "'MemorySize' value failed to satisfy constraint: "
                    + "Member must have value less than or equal to \(Quotas.memoryMegabytes)")
        }
    }

    /// Environments have the host's network; there are no subnets to put them into.
    static func checkNetwork(_ config: VpcConfig?) throws(ServiceError) {
        guard let config else { return }
        let isEmpty = config.subnetIds?.isEmpty ?? true && config.securityGroupIds?.isEmpty ?? true
        guard isEmpty, config.ipv6AllowedForDualStack != true else { throw Refusal.unsupported("VpcConfig") }
    }

    static func checkTracing(_ config: TracingConfig?) throws(ServiceError) {
        guard config?.mode == nil || config?.mode == .passThrough else {
            throw Refusal.unsupported("TracingConfig with Mode Active")
        }
    }

    static func checkSnapStart(_ config: SnapStart?) throws(ServiceError) {
        guard config?.applyOn == nil || config?.applyOn == SnapStartApplyOn.none else {
            throw Refusal.unsupported("SnapStart on published versions")
        }
    }

    /// Logs are lines of text, in a group that can be chosen.
    static func checkLogging(_ config: LoggingConfig?) throws(ServiceError) {
        guard let config else { return }
        guard config.logFormat == nil || config.logFormat == .text else {
            throw Refusal.unsupported("LoggingConfig with LogFormat JSON")
        }
        guard config.applicationLogLevel == nil, config.systemLogLevel == nil else {
            throw Refusal.unsupported("LoggingConfig with log levels, which need LogFormat JSON,")
        }
    }

    static func checkKey(_ arn: String?, _ member: String) throws(ServiceError) {
        guard arn?.isEmpty ?? true else { throw Refusal.unsupported(member) }
    }

    /// The queue or topic for events that nobody could handle; `nil` where none is wanted.
    static func deadLetterTarget(
        _ config: DeadLetterConfig?, among destinations: Destinations
    ) throws(ServiceError) -> String? {
        guard let target = config?.targetArn, !target.isEmpty else { return nil }
        let service = ARN(target)?.service
        guard service == "sqs" || service == "sns", destinations.has(target) else {
            throw Refusal.unsupported("DeadLetterConfig with TargetArn \(target)")
        }
        return target
    }

    /// Interpreted code runs on any processor and is taken for either; native code only for the one that is there.
    static func architecture(_ asked: [Architecture]?, for runtime: String) throws(ServiceError) -> String {
        guard let asked = asked?.first?.rawValue else { return machine }
        guard asked == machine || !runtime.hasPrefix("provided") else {
            throw Refusal.invalid(
                "Architecture \(asked) cannot run on this server, whose processor is \(machine), with \(runtime).")
        }
        return asked
    }

    /// The processor's architecture, as Lambda names it.
    static var machine: String {
        #if arch(arm64)
            "arm64"
        #else
            "x86_64"
        #endif
    }

    /// What UpdateFunctionConfiguration may not ask for.
    static func checkServed(_ input: UpdateFunctionConfigurationRequest) throws(ServiceError) {
        try checkNetwork(input.vpcConfig)
        try checkTracing(input.tracingConfig)
        try checkSnapStart(input.snapStart)
        try checkLogging(input.loggingConfig)
        try checkKey(input.kmsKeyArn, "KMSKeyArn")
        guard input.fileSystemConfigs?.isEmpty ?? true else { throw Refusal.unsupported("FileSystemConfigs") }
        guard input.imageConfig == nil else { throw Refusal.unsupported("ImageConfig") }
        guard input.capacityProviderConfig == nil else { throw Refusal.unsupported("CapacityProviderConfig") }
        guard input.durableConfig == nil else { throw Refusal.unsupported("DurableConfig") }
    }

    /// What CreateFunction may not ask for.
    static func checkServed(_ input: CreateFunctionRequest) throws(ServiceError) {
        guard input.packageType == nil || input.packageType == .zip else {
            throw Refusal.unsupported("PackageType Image")
        }
        try checkNetwork(input.vpcConfig)
        try checkTracing(input.tracingConfig)
        try checkSnapStart(input.snapStart)
        try checkLogging(input.loggingConfig)
        try checkKey(input.kmsKeyArn, "KMSKeyArn")
        guard input.fileSystemConfigs?.isEmpty ?? true else { throw Refusal.unsupported("FileSystemConfigs") }
        guard input.imageConfig == nil else { throw Refusal.unsupported("ImageConfig") }
        guard input.codeSigningConfigArn?.isEmpty ?? true else { throw Refusal.unsupported("CodeSigningConfigArn") }
        guard input.capacityProviderConfig == nil else { throw Refusal.unsupported("CapacityProviderConfig") }
        guard input.durableConfig == nil else { throw Refusal.unsupported("DurableConfig") }
        guard input.tenancyConfig == nil else { throw Refusal.unsupported("TenancyConfig") }
        guard input.publishTo == nil else { throw Refusal.unsupported("PublishTo") }
    }
}
