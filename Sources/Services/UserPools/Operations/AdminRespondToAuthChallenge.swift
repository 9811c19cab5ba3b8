import Kernel
import UserPoolsModel
import Wire

/// Takes the answer to a challenge from an administrator's server.
///
/// `RespondToAuthChallenge` does the same for apps.
struct AdminRespondToAuthChallenge: Operation {
    typealias Model = UserPoolsModel.AdminRespondToAuthChallenge

    let signIn: SignIn

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let action = "cognito-idp:AdminRespondToAuthChallenge"
        return [try await signIn.store.permission(action, onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await signIn.store.directory.pool(input.userPoolId, in: call)
        let client = try await signIn.store.directory.client(input.clientId, of: pool)
        try signIn.store.rates.check(
            .userAuthentication, pool: pool.id, client: client.id, weight: 3, at: call.time.milliseconds)
        let answer = try await signIn.respond(
            input.challengeName.rawValue,
            SignInRequest(
                pool: pool, client: client, isAdmin: true, parameters: input.challengeResponses ?? [:],
                metadata: input.clientMetadata ?? [:], session: input.session, isAnswer: true, call: pool.call(call)))
        switch answer {
        case .tokens(let tokens):
            return Output(challengeParameters: [:], authenticationResult: tokens)
        case .challenge(let challenge):
            return Output(
                challengeName: ChallengeNameType(rawValue: challenge.name), session: challenge.session,
                challengeParameters: challenge.parameters)
        }
    }
}
