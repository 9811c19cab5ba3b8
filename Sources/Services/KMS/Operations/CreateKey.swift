import IAMPolicy
import KMSModel
import Kernel
import Storage
import Wire

/// Makes a symmetric encryption key in the caller's account and region.
struct CreateKey: Operation {
    typealias Model = KMSModel.CreateKey

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let tags = Dictionary((input.tags ?? []).map { ($0.tagKey, $0.tagValue) }) { first, _ in first }
        var conditions = KeyConditions.standard.merging(KeyConditions.requestTags(tags)) { first, _ in first }
        conditions["kms:BypassPolicyLockoutSafetyCheck"] = [
            input.bypassPolicyLockoutSafetyCheck == true ? "true" : "false"
        ]
        let permission = store.permission("CreateKey", in: call, conditions: conditions)
        guard !tags.isEmpty else { return [permission] }
        let keys = "arn:aws:kms:\(call.region):\(call.account):key/*"
        return [permission, store.permission("TagResource", on: keys, in: call, conditions: conditions)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try Self.checkServed(input)
        let tags = try TagRules.tags(input.tags ?? [])
        let address = KeyAddress(account: call.account, region: call.region, id: store.random.uuid())
        let policy = input.policy ?? KeyPolicy.standard(for: call.account)
        try await store.checkPolicy(
            policy, for: address, tags: tags, bypassing: input.bypassPolicyLockoutSafetyCheck, in: call)
        let now = call.time.milliseconds
        let material = try store.cipher.spare().material(for: address, number: 1, cause: nil, at: now)
        let key = StoredKey(
            address: address, createdAt: now, description: input.description ?? "", policy: policy, tags: tags,
            currentMaterial: material.id)
        try await store.write { transaction in
            try Materials.records.insert(material, in: transaction)
            try Keys.records.insert(key, in: transaction)
        }
        return Output(keyMetadata: key.metadata)
    }

    /// Only symmetric encryption keys of one region with material of our own.
    private static func checkServed(_ input: Input) throws(ServiceError) {
        let spec = input.keySpec?.rawValue ?? input.customerMasterKeySpec?.rawValue ?? "SYMMETRIC_DEFAULT"
        if let old = input.customerMasterKeySpec?.rawValue, input.keySpec != nil, old != spec {
            throw Refusal.invalid("KeySpec and CustomerMasterKeySpec must be the same when both are specified.")
        }
        guard spec == "SYMMETRIC_DEFAULT" else {
            if input.keyUsage == nil {
                throw Refusal.invalid(
                    "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.")
            }
            throw Refusal.unsupported("KeySpec \(spec)")
        }
        if let usage = input.keyUsage, usage != .encryptDecrypt {
            throw Refusal.invalid("KeyUsage \(usage.rawValue) is not compatible with KeySpec SYMMETRIC_DEFAULT")
        }
        if let origin = input.origin, origin != .awsKms { throw Refusal.unsupported("Origin \(origin.rawValue)") }
        if input.customKeyStoreId != nil { throw Refusal.unsupported("CustomKeyStoreId") }
        if input.xksKeyId != nil { throw Refusal.unsupported("XksKeyId") }
        if input.multiRegion == true { throw Refusal.unsupported("MultiRegion") }
    }
}
