import KMSModel
import Kernel
import Wire

/// Lets a key be rotated by itself, every year or by a period of 90 to 2,560 days; another period begins anew.
struct EnableKeyRotation: Operation {
    typealias Model = KMSModel.EnableKeyRotation

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        var conditions: [String: [String]] = [:]
        if let period = input.rotationPeriodInDays { conditions["kms:RotationPeriodInDays"] = [String(period)] }
        return [
            try await store.permission(
                KeyRequest(administering: input.keyId, by: "EnableKeyRotation", conditions: conditions), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let time = call.time
        try await store.change(input.keyId, in: call) { key in
            try key.checkUsable()
            let period = input.rotationPeriodInDays ?? key.rotation?.periodInDays ?? StoredKey.Rotation.standardPeriod
            if key.rotation?.periodInDays == period { return }
            let next = time.adding(seconds: Int64(period) * 86_400)
            key.rotation = StoredKey.Rotation(periodInDays: period, nextAt: next.milliseconds)
        }
        return Output()
    }
}
