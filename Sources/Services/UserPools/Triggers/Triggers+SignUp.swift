import Wire

extension Triggers {
    /// Asks whether somebody may sign up. Told is what was given: there is no `sub` yet, no status, and no address that
    /// waits to be verified.
    ///
    /// - Parameter source: `PreSignUp_SignUp`, `PreSignUp_AdminCreateUser` or `PreSignUp_ExternalProvider`. AWS ignores
    ///   the verdict for an administrator.
    func preSignUp(
        _ context: TriggerContext, source: String, validationData: [String: String]
    ) async throws -> SignUpVerdict {
        var context = context
        for made in ["sub", "cognito:user_status"] { context.userAttributes[made] = nil }
        for flag in ["email_verified", "phone_number_verified"] where context.userAttributes[flag] == "false" {
            context.userAttributes[flag] = nil
        }
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
