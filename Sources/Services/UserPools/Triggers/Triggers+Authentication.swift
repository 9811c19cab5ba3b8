import Wire

extension Triggers {
    /// Asks whether somebody may try to sign in; before any password is looked at.
    func preAuthentication(
        _ context: TriggerContext, validationData: [String: String], userNotFound: Bool
    ) async throws {
        let event = TriggerEvent(
            source: "PreAuthentication_Authentication", context: context,
            request: [context.attributesMember, TriggerContext.validationMember(validationData)]
                + context.notFoundMembers(userNotFound))
        _ = try await invoker.ask(.preAuthentication, event)
    }

    func postAuthentication(_ context: TriggerContext, newDeviceUsed: Bool) async throws {
        let event = TriggerEvent(
            source: "PostAuthentication_Authentication", context: context,
            request: [context.attributesMember, .init("newDeviceUsed", .boolean(newDeviceUsed))]
                + context.metadataMembers)
        _ = try await invoker.ask(.postAuthentication, event)
    }
}
