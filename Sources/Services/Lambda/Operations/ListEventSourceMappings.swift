import Kernel
import LambdaModel
import Storage
import Wire

/// Lists event source mappings: all, those of one source, or those of one function.
struct ListEventSourceMappings: Operation {
    typealias Model = LambdaModel.ListEventSourceMappings

    /// AWS gives no more at once, whatever is asked for.
    private static let limit = 100

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("lambda:ListEventSourceMappings", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try input.functionName.map { name throws(ServiceError) in try FunctionLocator(name, in: call) }
        let source = input.eventSourceArn
        let page = try await store.read { transaction in
            try store.page(
                EventSourceMappings.records,
                PageRequest(input.marker, input.maxItems ?? Self.limit, atMost: Self.limit),
                in: call.account, prefix: [.string(call.region.name)],
                shape: "\(source ?? "")|\(locator?.arn ?? "")", transaction
            ) { mapping in
                (source == nil || mapping.eventSourceARN == source)
                    && (locator.map { Self.feeds(mapping, $0) } ?? true)
            }
        }
        return Output(nextMarker: page.next, eventSourceMappings: page.records.map { .init($0) })
    }

    /// Without a qualifier the mappings of all the function's versions and aliases are meant.
    private static func feeds(_ mapping: StoredEventSourceMapping, _ locator: FunctionLocator) -> Bool {
        mapping.functionARN == locator.arn
            || (locator.qualifier == nil && mapping.functionARN.hasPrefix(locator.arn + ":"))
    }
}
