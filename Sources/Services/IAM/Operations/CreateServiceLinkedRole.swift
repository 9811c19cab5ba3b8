import IAMModel
import Kernel
import Storage
import Wire

/// Makes the role by which a service acts for the account, with AWS's name, path, trust and policy.
struct CreateServiceLinkedRole: Operation {
    typealias Model = IAMModel.CreateServiceLinkedRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = LinkedService.named(input.awsServiceName)?.roleName ?? "*"
        let arn = "arn:aws:iam::\(call.account):role/aws-service-role/\(input.awsServiceName)/\(name)"
        return [
            Permission(
                "iam:CreateServiceLinkedRole", on: arn, context: ["iam:AWSServiceName": [input.awsServiceName]])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let service = LinkedService.named(input.awsServiceName) else {
            throw IAMError.invalidInput(
                "Service-linked roles are not supported for the service \(input.awsServiceName).")
        }
        guard input.customSuffix == nil || service.takesSuffix else {
            throw IAMError.invalidInput("Custom suffix is not allowed for \(service.name)")
        }
        let role = IAMRole(
            account: call.account,
            id: store.random.uniqueID(prefix: "AROA"),
            name: service.roleName + (input.customSuffix.map { "_\($0)" } ?? ""),
            path: service.path,
            createdAt: call.time.seconds,
            description: input.description,
            trustPolicy: service.trustPolicy,
            maxSessionDuration: 3600,
            linkedService: service.name
        )
        return try await store.write { transaction in
            do {
                try Roles.records.insert(role, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.invalidInput(
                    "Service role name \(role.name) has been taken in this account, please try a different suffix.")
            }
            try PolicyAttachments.records.put(
                PolicyAttachment(
                    account: call.account, entityKind: .role, entityID: role.id, policyARN: service.policyARN,
                    attachedAt: call.time.seconds),
                in: transaction)
            return Output(role: try Role(role, transaction))
        }
    }
}
