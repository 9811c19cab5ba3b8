import Kernel
import Wire

/// The JSON that a function is called with. It gets members as AWS sends them: `null` where there is nothing to say, or
/// not at all.
///
/// Source: "Customizing user pool workflows with Lambda triggers" in the developer guide, and events that functions
/// have logged on AWS.
struct TriggerEvent: Sendable {
    var version = "1"
    var source: String
    var context: TriggerContext
    var request: [Document.Member]
    /// Members of `response`, all `null` (or false) until the function sets them; `nil` where no answer is waited for.
    var response: [Document.Member]? = []

    var json: [UInt8] {
        let caller: [Document.Member] = [
            .init("awsSdkVersion", .string(Self.sdk(of: context.call.source.userAgent))),
            .init("clientId", .string(context.clientID ?? "CLIENT_ID_NOT_APPLICABLE")),
        ]
        return Document.object(
            [
                .init("version", .string(version)),
                .init("region", .string(context.pool.id.region.name)),
                .init("userPoolId", .string(context.pool.id.text)),
                .init("userName", .string(context.userName)),
                .init("callerContext", .object(caller)),
                .init("triggerSource", .string(source)),
                .init("request", .object(request)),
            ] + (response.map { [.init("response", .object($0))] } ?? [])
        ).json
    }

    /// `aws-sdk-js-2.1639.0` of a user agent that begins with `aws-sdk-js/2.1639.0`.
    static func sdk(of userAgent: String?) -> String {
        let product = (userAgent ?? "").prefix { $0 != " " }
        let parts = product.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("aws-sdk-"), !parts[1].isEmpty else {
            return "aws-sdk-unknown-unknown"
        }
        return "\(parts[0])-\(parts[1])"
    }
}

extension TriggerContext {
    /// `userAttributes`, as every request but a migration's has them.
    var attributesMember: Document.Member { .init("userAttributes", .strings(userAttributes)) }

    /// `clientMetadata`, which is left out where the caller gave none.
    var metadataMembers: [Document.Member] {
        clientMetadata.isEmpty ? [] : [.init("clientMetadata", .strings(clientMetadata))]
    }

    /// `userNotFound`, which only clients that hide users have told.
    func notFoundMembers(_ userNotFound: Bool) -> [Document.Member] {
        hidesUsers || userNotFound ? [.init("userNotFound", .boolean(userNotFound))] : []
    }

    /// `validationData`, `null` where there is none.
    static func validationMember(_ data: [String: String]) -> Document.Member {
        .init("validationData", data.isEmpty ? .null : .strings(data))
    }
}

extension Document {
    /// An object of strings, by name.
    static func strings(_ values: [String: String]) -> Document {
        .object(values.sorted { $0.key < $1.key }.map { Member($0.key, .string($0.value)) })
    }

    static func list(_ values: [String]) -> Document {
        .array(values.map { .string($0) })
    }
}

extension [Document.Member] {
    /// Members that are `null` until a function sets them.
    static func unset(_ names: String...) -> Self {
        names.map { .init($0, .null) }
    }
}
