import Wire

extension Triggers {
    /// Asks whether somebody may sign up. `sub` and status are not told: there is no user yet.
    ///
    /// - Parameter source: `PreSignUp_SignUp`, `PreSignUp_AdminCreateUser` or `PreSignUp_ExternalProvider`. AWS ignores
    ///   the verdict for an administrator.
    func preSignUp(
        _ context: TriggerContext, source: String, validationData: [String: String]
    ) async throws -> SignUpVerdict {
        var context = context
        context.userAttributes["sub"] = nil
        context.userAttributes["cognito:user_status"] = nil
        let names = ["autoConfirmUser", "autoVerifyEmail", "autoVerifyPhone"]
        let event = TriggerEvent(
            source: source, context: context,
            request: [context.attributesMember, TriggerContext.validationMember(validationData)]
                + context.metadataMembers,
            response: names.map { .init($0, .boolean(false)) })
        guard let answer = try await invoker.ask(.preSignUp, event) else { return SignUpVerdict() }
        return SignUpVerdict(
            confirmsUser: try answer.boolean("autoConfirmUser"),
            verifiesEmail: try answer.boolean("autoVerifyEmail"),
            verifiesPhone: try answer.boolean("autoVerifyPhone"))
    }

    /// - Parameter source: `PostConfirmation_ConfirmSignUp` or `PostConfirmation_ConfirmForgotPassword`.
    func postConfirmation(_ context: TriggerContext, source: String) async throws {
        let event = TriggerEvent(
            source: source, context: context, request: [context.attributesMember] + context.metadataMembers)
        _ = try await invoker.ask(.postConfirmation, event)
    }
}
