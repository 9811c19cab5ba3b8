import Crypto
import Kernel
import LambdaModel
import Storage
import Wire

/// Describes functions, versions and aliases to callers.
struct FunctionAnswers: Sendable {
    let vault: Vault

    /// When a version is described, which decides what is said of its state.
    enum Moment {
        /// By CreateFunction; from then on it is active.
        case created
        /// By an operation that changed `$LATEST`; from then on the update has succeeded.
        case updated
        case settled
        /// In a listing, where AWS leaves out what may still be on its way.
        case listed
    }

    /// - Parameter arn: qualified or not, as the operation answers it.
    func configuration(
        of version: StoredVersion, arn: String, _ moment: Moment = .settled
    ) throws -> FunctionConfiguration {
        let settings = version.settings
        var answer = FunctionConfiguration(
            functionName: version.id.name,
            functionArn: arn,
            runtime: Runtime(rawValue: settings.runtime),
            role: settings.role,
            handler: settings.handler,
            codeSize: version.code.size,
            description: settings.description,
            timeout: settings.timeout,
            memorySize: settings.memoryMegabytes,
            lastModified: Timestamp(milliseconds: version.modifiedAt).withOffset,
            codeSha256: version.code.sha256,
            version: version.number.text,
            deadLetterConfig: settings.deadLetterTarget.map { DeadLetterConfig(targetArn: $0) },
            environment: try environment(of: version),
            tracingConfig: TracingConfigResponse(mode: .passThrough),
            revisionId: version.revisionID,
            layers: settings.layers.isEmpty ? nil : settings.layers.map { Layer(arn: $0.arn, codeSize: $0.code.size) },
            packageType: .zip,
            architectures: [Architecture(rawValue: settings.architecture)],
            ephemeralStorage: EphemeralStorage(size: settings.scratchMegabytes),
            snapStart: SnapStartResponse(applyOn: SnapStartApplyOn.none, optimizationStatus: .off),
            loggingConfig: LoggingConfig(logFormat: .text, logGroup: version.logGroup)
        )
        addState(to: &answer, moment, of: version)
        return answer
    }

    private func environment(of version: StoredVersion) throws -> EnvironmentResponse? {
        guard let sealed = version.settings.environment else { return nil }
        return EnvironmentResponse(variables: try EnvironmentSeal(vault: vault).open(sealed, of: version.id))
    }

    private func addState(to answer: inout FunctionConfiguration, _ moment: Moment, of version: StoredVersion) {
        guard moment != .listed else { return }
        answer.runtimeVersionConfig = RuntimeVersionConfig(
            runtimeVersionArn: Self.runtimeARN(version.settings.runtime, in: version.id.region))
        let reason = "The function is being created."
        switch moment {
        case .created:
            answer.state = .pending
            answer.stateReason = reason
            answer.stateReasonCode = .creating
        case .updated:
            answer.state = .active
            answer.lastUpdateStatus = .inProgress
            answer.lastUpdateStatusReason = reason
            answer.lastUpdateStatusReasonCode = LastUpdateStatusReasonCode(rawValue: "Creating")
        case .settled:
            answer.state = .active
            answer.lastUpdateStatus = .successful
        case .listed: break
        }
    }

    /// A runtime's version: here each runtime has the one that is installed.
    static func runtimeARN(_ runtime: String, in region: Region) -> String {
        let digest = SHA256.hash(data: Array("martlet/\(runtime)".utf8))
        let text = digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
        return "arn:aws:lambda:\(region)::runtime:\(text)"
    }
}

extension AliasConfiguration {
    init(describing alias: StoredAlias) {
        self.init(
            aliasArn: alias.arn,
            name: alias.name,
            functionVersion: alias.version.text,
            description: alias.description,
            routingConfig: alias.weights.isEmpty
                ? nil : AliasRoutingConfiguration(additionalVersionWeights: alias.weights),
            revisionId: alias.revisionID
        )
    }
}

extension Timestamp {
    /// Such as `2026-11-22T10:00:00.000+0000`, as Lambda writes when something was changed.
    var withOffset: String { withMilliseconds.dropLast() + "+0000" }
}
