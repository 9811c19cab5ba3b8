import UserPoolsModel
import Wire

extension Triggers {
    /// Asks for a user whom the pool does not know; `nil` where the pool has no such trigger or the function gave no
    /// attributes: then the user is unknown, and whether that is said is the client's setting.
    ///
    /// What the function throws goes to the caller; that it could not be called, or asks for what there is not, is told
    /// as `UserNotFoundException`. Source: "How do I troubleshoot user migration Lambda trigger errors in Amazon
    /// Cognito?" in AWS's Knowledge Center, and "Managing error responses".
    ///
    /// - Parameters:
    ///   - source: `UserMigration_Authentication` or `UserMigration_ForgotPassword`.
    ///   - password: only with the former.
    func userMigration(
        _ context: TriggerContext, source: String, password: String?, validationData: [String: String]
    ) async throws -> Migrant? {
        let password = password.map { [Document.Member("password", .string($0))] } ?? []
        let event = TriggerEvent(
            source: source, context: context,
            request: password
                + [TriggerContext.validationMember(validationData), .init("userAttributes", .null)]
                + context.metadataMembers,
            response: .unset(
                "userAttributes", "forceAliasCreation", "enableSMSMFA", "finalUserStatus", "messageAction",
                "desiredDeliveryMediums"))
        let answer: TriggerAnswer?
        do {
            answer = try await invoker.ask(.userMigration, event)
        } catch let error as ServiceError {
            guard error.code == UserPoolsError.unexpectedLambda("").code else { throw error }
            throw UserPoolsError.userNotFound(
                "Exception migrating user in app client \(context.clientID ?? "CLIENT_ID_NOT_APPLICABLE")")
        }
        guard let answer, let attributes = try answer.strings("userAttributes"), !attributes.isEmpty else { return nil }
        return try Self.migrant(attributes, answer)
    }

    private static func migrant(_ attributes: [String: String], _ answer: TriggerAnswer) throws -> Migrant {
        let status = try answer.text("finalUserStatus")
        try check("finalUserStatus", status.map { [$0] } ?? [], among: ["CONFIRMED", "RESET_REQUIRED"])
        let action = try answer.text("messageAction")
        try check("messageAction", action.map { [$0] } ?? [], among: ["SUPPRESS", "RESEND"])
        let mediums = try answer.list("desiredDeliveryMediums") ?? []
        try check("desiredDeliveryMediums", mediums, among: ["EMAIL", "SMS"])
        return Migrant(
            attributes: attributes, finalStatus: status, suppressesMessage: action == "SUPPRESS",
            deliveryMediums: mediums, forcesAlias: try answer.boolean("forceAliasCreation"),
            enablesSMSMFA: try answer.boolean("enableSMSMFA"))
    }

    private static func check(_ member: String, _ values: [String], among known: [String]) throws {
        guard values.allSatisfy(known.contains) else {
            throw UserPoolsError.userNotFound("Error during migration: Invalid \(member)")
        }
    }
}
