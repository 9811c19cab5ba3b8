internal import Kernel
internal import STSModel
internal import Wire

/// Tells why a call was denied, from the message that came with the denial.
struct DecodeAuthorizationMessage: Operation {
    typealias Model = STSModel.DecodeAuthorizationMessage

    private static let action = "sts:DecodeAuthorizationMessage"

    let messages: AuthorizationMessages

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try call.principal.refuseIfFederated(Self.action, on: "*")
        return [Permission(Self.action, on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let text = messages.decode(input.encodedMessage, for: call.account) else {
            throw STSError.invalidAuthorizationMessage("Message is not valid")
        }
        return Output(decodedMessage: text)
    }
}
