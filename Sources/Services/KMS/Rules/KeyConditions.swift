import Kernel
import Wire

/// The condition keys of KMS.
///
/// Source: "AWS KMS condition keys" in the developer guide.
enum KeyConditions {
    /// Those that follow from the key, from who calls, and from the encryption context.
    static func values(
        for request: KeyRequest, on key: StoredKey, aliases: [StoredAlias], named alias: String?, in call: Call
    ) -> [String: [String]] {
        var values = request.conditions
        values.merge(caller(call)) { given, _ in given }
        values.merge(standard) { given, _ in given }
        if let alias { values["kms:RequestAlias"] = [alias] }
        if !aliases.isEmpty { values["kms:ResourceAliases"] = aliases.map(\.name) }
        for (name, value) in key.tags { values["aws:ResourceTag/\(name)"] = [value] }
        if let context = request.encryptionContext, !context.isEmpty {
            values["kms:EncryptionContextKeys"] = context.keys.sorted()
            for (name, value) in context { values["kms:EncryptionContext:\(name)"] = [value] }
        }
        return values
    }

    /// What is the same for every key that this server makes.
    static let standard: [String: [String]] = [
        "kms:KeySpec": ["SYMMETRIC_DEFAULT"], "kms:CustomerMasterKeySpec": ["SYMMETRIC_DEFAULT"],
        "kms:KeyUsage": ["ENCRYPT_DECRYPT"], "kms:CustomerMasterKeyUsage": ["ENCRYPT_DECRYPT"],
        "kms:KeyOrigin": ["AWS_KMS"], "kms:MultiRegion": ["false"],
    ]

    /// The calling account, and the service through which a caller came.
    static func caller(_ call: Call) -> [String: [String]] {
        var values = ["kms:CallerAccount": [call.account.digits]]
        if let service = service(of: call) { values["kms:ViaService"] = [service] }
        return values
    }

    /// The service that acts with its caller's rights, such as `cognito-idp.eu-central-1.amazonaws.com`; `nil` where
    /// somebody calls from outside, or a service for itself.
    static func service(of call: Call) -> String? {
        if case .service = call.principal { return nil }
        guard let source = call.sourceARN.flatMap(ARN.init) else { return nil }
        return "\(source.service).\(call.region).amazonaws.com"
    }

    /// What policies see of tags that a request brings.
    static func requestTags(_ tags: [String: String]) -> [String: [String]] {
        guard !tags.isEmpty else { return [:] }
        var values = ["aws:TagKeys": tags.keys.sorted()]
        for (name, value) in tags { values["aws:RequestTag/\(name)"] = [value] }
        return values
    }
}
