import Wire

extension Triggers {
    /// Asks for the words of a message; `nil` where the pool has no such trigger. The texts hold `{####}` and, for
    /// invitations, `{username}`.
    ///
    /// - Parameter source: such as `CustomMessage_SignUp`.
    func customMessage(_ context: TriggerContext, source: String) async throws -> MessageTexts? {
        let isInvitation = source == "CustomMessage_AdminCreateUser"
        let event = TriggerEvent(
            source: source, context: context,
            request: [
                context.attributesMember,
                .init("codeParameter", .string("{####}")),
                .init("linkParameter", .string("{##Click Here##}")),
                .init("usernameParameter", isInvitation ? .string("{username}") : .null),
            ] + context.metadataMembers,
            response: .unset("smsMessage", "emailMessage", "emailSubject"))
        return try await invoker.ask(.customMessage, event).map { answer in
            MessageTexts(
                sms: try answer.text("smsMessage"), email: try answer.text("emailMessage"),
                subject: try answer.text("emailSubject"))
        }
    }
}
