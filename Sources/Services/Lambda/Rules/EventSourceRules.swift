import Kernel
import LambdaModel
import Wire

/// What event source mappings may say, and what holds where they say nothing.
///
/// Source: the API reference of CreateEventSourceMapping; the texts are answers of AWS recorded in LocalStack's tests.
enum EventSourceRules {
    /// The function that a mapping names. It must be of the caller's own account: nobody asks another one's policies.
    static func function(_ name: String, in call: Call) throws(ServiceError) -> FunctionLocator {
        let locator = try FunctionLocator(name, in: call)
        guard locator.id.account == call.account else { throw Refusal.invalid("Function does not exist") }
        return locator
    }

    /// The kinds of sources that a mapping may name here.
    enum Kind: Hashable, Sendable {
        case queue(isFIFO: Bool)
        case kinesis
        case dynamodb

        var isStream: Bool { self == .kinesis || self == .dynamodb }

        var standardBatch: Int { isStream ? 100 : 10 }

        var largestBatch: Int { self == .queue(isFIFO: true) ? 10 : 10_000 }
    }

    /// Tells the kind from the ARN; sources of other services are refused.
    static func kind(of arn: String?) throws(ServiceError) -> Kind {
        guard let arn else { throw Refusal.invalid("Unrecognized event source.") }
        switch ARN(arn)?.service {
        case "sqs": return .queue(isFIFO: arn.hasSuffix(".fifo"))
        case "kinesis": return .kinesis
        case "dynamodb": return .dynamodb
        case let service?: throw Refusal.unsupported("An event source of the service \(service)")
        case nil: throw Refusal.invalid("Unrecognized event source.")
        }
    }

    /// Members of requests for sources that this server does not have.
    static func checkUnsupported(_ input: CreateEventSourceMappingRequest) throws(ServiceError) {
        let foreign: [(String, Bool)] = [
            ("Topics", input.topics != nil), ("Queues", input.queues != nil),
            ("SourceAccessConfigurations", input.sourceAccessConfigurations?.isEmpty == false),
            ("SelfManagedEventSource", input.selfManagedEventSource != nil),
            ("AmazonManagedKafkaEventSourceConfig", input.amazonManagedKafkaEventSourceConfig != nil),
            ("SelfManagedKafkaEventSourceConfig", input.selfManagedKafkaEventSourceConfig != nil),
            ("DocumentDBEventSourceConfig", input.documentDBEventSourceConfig != nil),
            ("KMSKeyArn", input.kmsKeyArn != nil), ("MetricsConfig", input.metricsConfig != nil),
            ("LoggingConfig", input.loggingConfig != nil),
            ("ProvisionedPollerConfig", input.provisionedPollerConfig != nil),
        ]
        if let member = foreign.first(where: \.1) { throw Refusal.unsupported(member.0) }
    }

    static func checkUnsupported(_ input: UpdateEventSourceMappingRequest) throws(ServiceError) {
        let foreign: [(String, Bool)] = [
            ("SourceAccessConfigurations", input.sourceAccessConfigurations?.isEmpty == false),
            ("AmazonManagedKafkaEventSourceConfig", input.amazonManagedKafkaEventSourceConfig != nil),
            ("SelfManagedKafkaEventSourceConfig", input.selfManagedKafkaEventSourceConfig != nil),
            ("DocumentDBEventSourceConfig", input.documentDBEventSourceConfig != nil),
            ("KMSKeyArn", input.kmsKeyArn != nil), ("MetricsConfig", input.metricsConfig != nil),
            ("LoggingConfig", input.loggingConfig != nil),
            ("ProvisionedPollerConfig", input.provisionedPollerConfig != nil),
        ]
        if let member = foreign.first(where: \.1) { throw Refusal.unsupported(member.0) }
    }

    /// Where reading begins: streams must be told, queues have no such place.
    static func checkStart(
        _ position: EventSourcePosition?, at time: Timestamp?, _ kind: Kind, arn: String
    ) throws(ServiceError) {
        guard kind.isStream else {
            if position != nil { throw Refusal.invalid("Unsupported starting position for arn type: \(arn)") }
            return
        }
        guard let position else {
            throw Refusal.invalid(
                "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member "
                    + "must not be null.")
        }
        guard position == .atTimestamp else { return }
        guard kind == .kinesis else { throw Refusal.invalid("Unsupported starting position for arn type: \(arn)") }
        guard time != nil else {
            throw Refusal.invalid("StartingPositionTimestamp is required for the starting position AT_TIMESTAMP.")
        }
    }

    /// Checks a mapping as it is to be stored.
    static func check(_ mapping: StoredEventSourceMapping, _ kind: Kind) throws(ServiceError) {
        guard mapping.batchSize <= kind.largestBatch else {
            throw Refusal.invalid("BatchSize \(mapping.batchSize) exceeds the max of \(kind.largestBatch)")
        }
        if kind == .queue(isFIFO: true), mapping.batchingWindow > 0 {
            throw Refusal.invalid("Batching window is not supported for FIFO queues")
        }
        if !kind.isStream, mapping.batchSize > 10, mapping.batchingWindow == 0 {
            throw Refusal.invalid(
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10")
        }
        if !kind.isStream {
            let foreign: [(String, Bool)] = [
                ("ParallelizationFactor", mapping.parallelizationFactor != nil),
                ("BisectBatchOnFunctionError", mapping.bisectsBatchOnError != nil),
                ("TumblingWindowInSeconds", mapping.tumblingWindow != nil),
                ("MaximumRecordAgeInSeconds", mapping.maximumRecordAge != nil),
                ("MaximumRetryAttempts", mapping.maximumRetryAttempts != nil),
                ("DestinationConfig", mapping.onFailure != nil),
            ]
            if let member = foreign.first(where: \.1) {
                throw Refusal.invalid("\(member.0) is not supported for SQS event sources.")
            }
        } else if mapping.maximumConcurrency != nil {
            throw Refusal.invalid("ScalingConfig is only supported for SQS event sources.")
        }
        for filter in mapping.filters {
            guard let pattern = try? Document(json: Array(filter.utf8)), case .object = pattern else {
                throw Refusal.invalid("Invalid filter pattern definition.")
            }
        }
        if let age = mapping.maximumRecordAge, age != -1, age < 60 {
            throw Refusal.invalid("Maximum record age in seconds must be -1 or between 60 and 604800")
        }
    }

    /// The same function may not read the same source twice.
    static func duplicate(
        of mapping: StoredEventSourceMapping, function: String, _ kind: Kind
    ) -> ServiceError {
        let end = "already exists. Please update or delete the existing mapping with UUID \(mapping.uuid)"
        let arn = mapping.eventSourceARN ?? ""
        if kind.isStream {
            return Refusal.conflict(
                "The event source arn (\" \(arn) \") and function (\" \(function) \") provided mapping \(end)")
        }
        return Refusal.conflict(
            "An event source mapping with SQS arn (\" \(arn) \") and function (\" \(function) \") \(end)")
    }
}
