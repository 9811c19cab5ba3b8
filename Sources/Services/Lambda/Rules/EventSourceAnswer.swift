import LambdaModel
import Wire

extension EventSourceMappingConfiguration {
    /// As answers describe a mapping.
    ///
    /// - Parameter state: where it is not simply `Enabled` or `Disabled`.
    init(_ mapping: StoredEventSourceMapping, state: String? = nil) {
        let isStream = mapping.startingPosition != nil
        self.init(
            uuid: mapping.uuid,
            startingPosition: mapping.startingPosition.map { EventSourcePosition(rawValue: $0) },
            startingPositionTimestamp: mapping.startingTime.map { Timestamp(milliseconds: $0) },
            batchSize: mapping.batchSize,
            maximumBatchingWindowInSeconds: mapping.batchingWindow,
            parallelizationFactor: isStream ? mapping.parallelizationFactor ?? 1 : nil,
            eventSourceArn: mapping.eventSourceARN,
            filterCriteria: mapping.filters.isEmpty
                ? nil : FilterCriteria(filters: mapping.filters.map { Filter(pattern: $0) }),
            functionArn: mapping.functionARN,
            lastModified: Timestamp(milliseconds: mapping.modifiedAt),
            lastProcessingResult: isStream ? "No records processed" : nil,
            state: state ?? (mapping.isEnabled ? "Enabled" : "Disabled"),
            stateTransitionReason: isStream ? "User action" : "USER_INITIATED",
            destinationConfig: isStream
                ? DestinationConfig(onFailure: OnFailure(destination: mapping.onFailure)) : nil,
            maximumRecordAgeInSeconds: isStream ? mapping.maximumRecordAge ?? -1 : nil,
            bisectBatchOnFunctionError: isStream ? mapping.bisectsBatchOnError ?? false : nil,
            maximumRetryAttempts: isStream ? mapping.maximumRetryAttempts ?? -1 : nil,
            tumblingWindowInSeconds: isStream ? mapping.tumblingWindow ?? 0 : nil,
            functionResponseTypes: mapping.responseTypes.map { FunctionResponseType(rawValue: $0) },
            scalingConfig: mapping.maximumConcurrency.map { ScalingConfig(maximumConcurrency: $0) },
            eventSourceMappingArn: mapping.arn
        )
    }
}
