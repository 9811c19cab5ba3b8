import Kernel

extension LambdaStore {
    /// A permission on an event source mapping, with the function it feeds and its tags.
    func permission(_ action: String, onMapping uuid: String, in call: Call) async throws -> Permission {
        let mapping = try await read { try EventSourceMappings.get(uuid, in: call.account, call.region, $0) }
        var context = TagRules.resourceContext(mapping?.tags ?? [:])
        if let mapping { context["lambda:FunctionArn"] = [mapping.functionARN] }
        let arn = "arn:aws:lambda:\(call.region):\(call.account):event-source-mapping:\(uuid)"
        return Permission(action, on: arn, context: context)
    }
}
