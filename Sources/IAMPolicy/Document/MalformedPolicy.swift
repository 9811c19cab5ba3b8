/// A policy document that IAM refuses, with the message that it sends under the code `MalformedPolicyDocument`.
package struct MalformedPolicy: Error, Hashable, Sendable {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    static let syntax = MalformedPolicy("Syntax errors in policy.")
    static let legacyParsing = MalformedPolicy("The policy failed legacy parsing")
    static let noActions = MalformedPolicy("Policy statement must contain actions.")
}
