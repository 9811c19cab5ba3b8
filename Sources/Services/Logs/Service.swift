package import Kernel
package import Logging
import LogsModel
package import Storage
package import Wire

/// Amazon CloudWatch Logs: groups of streams of events, written in batches, read by time and by pattern.
package struct Logs: Kernel.Service {
    private let store: LogsStore
    private let sweeper: Sweeper

    package init(
        storage: any StorageEngine, vault: Vault, random: any RandomSource, clock: any Clock, logger: Logger
    ) {
        store = LogsStore(storage: storage, vault: vault, random: random)
        sweeper = Sweeper(storage: storage, clock: clock, logger: logger)
    }

    package var descriptor: ServiceDescriptor { LogsModelService.descriptor }

    package var operations: [any Operation] {
        [
            CreateLogGroup(store: store),
            CreateLogStream(store: store),
            DeleteLogGroup(store: store),
            DeleteLogStream(store: store),
            DeleteRetentionPolicy(store: store),
            DescribeLogGroups(store: store),
            DescribeLogStreams(store: store),
            FilterLogEvents(store: store),
            GetLogEvents(store: store),
            ListLogGroups(store: store),
            ListTagsForResource(store: store),
            ListTagsLogGroup(store: store),
            PutLogEvents(store: store),
            PutLogGroupDeletionProtection(store: store),
            PutRetentionPolicy(store: store),
            TagLogGroup(store: store),
            TagResource(store: store),
            TestMetricFilter(),
            UntagLogGroup(store: store),
            UntagResource(store: store),
        ]
    }

    package var workers: [any Worker] { [sweeper] }
}
