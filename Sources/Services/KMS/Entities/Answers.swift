import KMSModel
import Kernel
import Wire

extension StoredKey {
    /// As `DescribeKey` answers.
    var metadata: KeyMetadata {
        KeyMetadata(
            awsAccountId: address.account.digits,
            keyId: address.id,
            arn: arn,
            creationDate: Timestamp(milliseconds: createdAt),
            enabled: state == .enabled,
            description: description,
            keyUsage: .encryptDecrypt,
            keyState: state,
            deletionDate: deletion.map { Timestamp(milliseconds: $0.at) },
            origin: .awsKms,
            keyManager: .customer,
            customerMasterKeySpec: .symmetricDefault,
            keySpec: .symmetricDefault,
            encryptionAlgorithms: [.symmetricDefault],
            multiRegion: false,
            currentKeyMaterialId: currentMaterial
        )
    }
}

extension StoredAlias {
    /// As `ListAliases` answers.
    var entry: AliasListEntry {
        AliasListEntry(
            aliasName: name, aliasArn: arn, targetKeyId: target, creationDate: Timestamp(milliseconds: createdAt),
            lastUpdatedDate: Timestamp(milliseconds: updatedAt))
    }
}

extension StoredGrant {
    /// As `ListGrants` answers.
    var entry: GrantListEntry {
        let isConstrained = terms.subset != nil || terms.exact != nil
        return GrantListEntry(
            keyId: key.arn,
            grantId: id,
            name: terms.name ?? "",
            creationDate: Timestamp(milliseconds: createdAt),
            granteePrincipal: terms.grantee,
            retiringPrincipal: terms.retirer,
            issuingAccount: "arn:aws:iam::\(issuer):root",
            operations: terms.operations.map(GrantOperation.init(rawValue:)),
            constraints: isConstrained
                ? GrantConstraints(encryptionContextSubset: terms.subset, encryptionContextEquals: terms.exact) : nil
        )
    }
}

extension StoredMaterial {
    /// As `ListKeyRotations` answers.
    func entry(isCurrent: Bool) -> RotationsListEntry {
        RotationsListEntry(
            keyId: key.id, keyMaterialId: id, keyMaterialState: isCurrent ? .current : .nonCurrent,
            rotationDate: cause.map { _ in Timestamp(milliseconds: createdAt) },
            rotationType: cause.map { RotationType(rawValue: $0.rawValue) })
    }
}
