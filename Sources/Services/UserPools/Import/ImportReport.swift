import Kernel
import LogsModel
import STSModel
import Wire

/// Tells what came of every line of an import, in CloudWatch Logs and as the job's role: by number, without anybody's
/// data.
///
/// Source: "Viewing the user pool import results in the CloudWatch console" in the developer guide.
struct ImportReport: Sendable {
    let client: InProcessClient
    let random: any RandomSource

    /// Where a job's lines go, and as whom.
    struct Target: Sendable {
        fileprivate let group: String
        fileprivate let stream: String
        fileprivate let call: Call
    }

    /// Takes on the job's role and makes group and stream where they are missing; throws a `ServiceError` where the
    /// role is no good for that.
    func open(for job: StoredImportJob, of pool: StoredPool, at time: Timestamp) async throws -> Target {
        let role = try await session(of: job, for: pool, at: time)
        let target = Target(
            group: "/aws/cognito/userpools/\(pool.id)/\(Self.printable(pool.name))", stream: "\(job.id)/\(job.name)",
            call: call(as: role, of: pool, at: time))
        let stream = CreateLogStreamRequest(logGroupName: target.group, logStreamName: target.stream)
        do {
            try await ignoringExisting { try await run(CreateLogStream.self, stream, target) }
        } catch let error as ServiceError where error.code.hasPrefix("ResourceNotFound") {
            let group = CreateLogGroupRequest(logGroupName: target.group)
            try await ignoringExisting { try await run(CreateLogGroup.self, group, target) }
            try await ignoringExisting { try await run(CreateLogStream.self, stream, target) }
        }
        return target
    }

    func write(_ notes: [ImportBatch.Note], to target: Target, at time: Timestamp) async throws {
        guard !notes.isEmpty else { return }
        let input = PutLogEventsRequest(
            logGroupName: target.group, logStreamName: target.stream,
            logEvents: notes.map { note in
                InputLogEvent(
                    timestamp: Int(time.milliseconds),
                    message: "[\(note.outcome)] Line Number \(note.line) - \(note.reason)")
            })
        try await run(PutLogEvents.self, input, target)
    }

    private func session(of job: StoredImportJob, for pool: StoredPool, at time: Timestamp) async throws -> Principal {
        let service = Principal.service(name: RolePassing.servicePrincipal, account: pool.account)
        let input = AssumeRoleRequest(roleArn: job.roleARN, roleSessionName: job.id)
        let output = try await client.call(
            AssumeRole.self, input, as: service, for: pool.arn, in: call(as: service, of: pool, at: time))
        guard let arn = ARN(job.roleARN), arn.account == pool.account.digits, let keys = output.credentials,
            let id = output.assumedRoleUser?.assumedRoleId.split(separator: ":").first,
            let slash = arn.resource.lastIndex(of: "/")
        else { throw CommonError.accessDenied("The role \(job.roleARN) cannot be assumed.") }
        return .session(
            SessionPrincipal(
                account: pool.account,
                origin: .role(
                    name: String(arn.resource[arn.resource.index(after: slash)...]),
                    path: String(arn.resource[...slash].dropFirst("role".count)), id: String(id),
                    sessionName: job.id),
                accessKeyID: keys.accessKeyId, issuedAt: time.seconds, expiresAt: keys.expiration.seconds))
    }

    private func call(as principal: Principal, of pool: StoredPool, at time: Timestamp) -> Call {
        Call(
            requestID: random.uuid(), principal: principal, account: pool.account, region: pool.id.region, time: time)
    }

    private func run<Model: ModelOperation>(_ model: Model.Type, _ input: Model.Input, _ target: Target) async throws {
        _ = try await client.call(model, input, as: target.call.principal, in: target.call)
    }

    /// An earlier run of the same job may have made the same.
    private func ignoringExisting(_ make: () async throws -> Void) async throws {
        do {
            try await make()
        } catch let error as ServiceError where error.code.hasPrefix("ResourceAlreadyExists") {
            return
        }
    }

    /// A pool's name in the letters that a log group's may have.
    private static func printable(_ name: String) -> String {
        String(
            name.unicodeScalars.map { scalar -> Character in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                return isPlain || "._-/#".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
            })
    }
}
