import KMSModel
import Kernel
import Testing
import Wire

@testable import ServiceKMS

/// The key policy decides: IAM policies count only where it leaves the key to the account.
@Suite struct KeyPolicyTests {
    private static let account = "arn:aws:iam::123456789012"
    private static let adaMayAll = ("Allow", PolicyText.aws("\(account):user/ada"), "kms:*", "{}")

    private func describe(_ room: KMSRoom, _ key: KeyMetadata, as principal: Principal) async -> String {
        await room.refusal(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: key.arn ?? ""), as: principal)
    }

    /// AWS's default: everything to the account, and it is the account that hands it on.
    @Test func theDefaultPolicyLeavesTheKeyToTheAccount() async throws {
        let room = try KMSRoom(grants: ["ada": PolicyText.allow("kms:DescribeKey")])
        let key = try await room.makeKey()
        #expect(await describe(room, key, as: room.user("ada")) == "no refusal")
        let arn = try #require(key.arn)
        #expect(
            await describe(room, key, as: room.user("bob"))
                == "AccessDeniedException: User: \(Self.account):user/bob is not authorized to perform: "
                + "kms:DescribeKey on resource: \(arn) because no identity-based policy allows the kms:DescribeKey "
                + "action")
        let policy = try await room.run(KMSModel.GetKeyPolicy.self, GetKeyPolicyRequest(keyId: arn))
        #expect(policy.policy?.contains("\"Sid\" : \"Enable IAM User Permissions\"") == true)
        #expect(policy.policyName == "default")
    }

    /// A policy that names one user shuts everybody else out, IAM policies, administrators and root alike.
    @Test func withoutTheAccountIAMPoliciesCountForNothing() async throws {
        let room = try KMSRoom(grants: ["bob": PolicyText.everything])
        let key = try await room.makeKey(
            CreateKeyRequest(policy: PolicyText.key(Self.adaMayAll), bypassPolicyLockoutSafetyCheck: true))
        #expect(await describe(room, key, as: room.user("ada")) == "no refusal")
        #expect(
            await describe(room, key, as: room.user("bob")).hasSuffix(
                "because no resource-based policy allows the kms:DescribeKey action"))
        #expect(
            await describe(room, key, as: .root(account: room.account)).hasSuffix(
                "because no resource-based policy allows the kms:DescribeKey action"))
    }

    @Test func anExplicitDenyGoesBeforeAll() async throws {
        let room = try KMSRoom(grants: ["ada": PolicyText.everything])
        let policy = PolicyText.key(
            ("Allow", PolicyText.aws("\(Self.account):root"), "kms:*", "{}"),
            ("Deny", PolicyText.aws("\(Self.account):user/ada"), "kms:Decrypt", "{}"))
        let key = try await room.makeKey(CreateKeyRequest(policy: policy))
        let blob = try await room.encrypted(key.keyId, as: room.user("ada"))
        let refusal = await room.refusal(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob), as: room.user("ada"))
        #expect(
            refusal
                == "AccessDeniedException: User: \(Self.account):user/ada is not authorized to perform: kms:Decrypt "
                + "on the resource associated with this ciphertext with an explicit deny in a resource-based policy")
    }

    /// What decrypts is the key's ARN, although the request names none.
    @Test(arguments: [("arn:aws:kms:eu-central-1:123456789012:key/*", true), ("arn:aws:kms:*:*:key/none", false)])
    func policiesOnTheKeyCoverCiphertexts(resource: String, isAllowed: Bool) async throws {
        let room = try KMSRoom(grants: ["ada": PolicyText.allow("kms:Decrypt", on: resource)])
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId)
        let refusal = await room.refusal(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob), as: room.user("ada"))
        #expect((refusal == "no refusal") == isAllowed, "\(refusal)")
    }

    /// Another account needs both sides.
    @Test func otherAccountsNeedBothSides() async throws {
        let room = try KMSRoom(grants: ["zoe": PolicyText.allow("kms:Encrypt")])
        let policy = PolicyText.key(
            ("Allow", PolicyText.aws("\(Self.account):root"), "kms:*", "{}"),
            ("Allow", PolicyText.aws("arn:aws:iam::210987654321:root"), "kms:*", "{}"))
        let key = try await room.makeKey(CreateKeyRequest(policy: policy))
        let closed = try await room.makeKey()
        let (zoe, max) = (room.user("zoe", of: room.other), room.user("max", of: room.other))
        _ = try await room.encrypted(key.arn ?? "", as: zoe)
        func encrypt(_ key: KeyMetadata, as principal: Principal) async -> String {
            await room.refusal(
                KMSModel.Encrypt.self, EncryptRequest(keyId: key.arn ?? "", plaintext: [1]), as: principal)
        }
        #expect(await encrypt(key, as: max).contains("no identity-based policy allows"))
        #expect(await encrypt(closed, as: zoe).contains("no resource-based policy allows"))
        // By its id alone, a key is looked for in the caller's own account.
        #expect(
            await room.refusal(KMSModel.Encrypt.self, EncryptRequest(keyId: key.keyId, plaintext: [1]), as: zoe)
                == "NotFoundException: Key 'arn:aws:kms:eu-central-1:210987654321:key/\(key.keyId)' does not exist")
        // Administration is the owner's, whatever policies say.
        #expect(
            await room.refusal(
                KMSModel.DisableKey.self, DisableKeyRequest(keyId: key.arn ?? ""), as: .root(account: room.other)
            ).hasPrefix("AccessDeniedException: "))
    }

    /// Conditions on the encryption context, the calling service and the key's tags.
    @Test(arguments: [
        ("{\"StringEquals\":{\"kms:EncryptionContext:team\":\"a\"}}", true),
        ("{\"StringEquals\":{\"kms:EncryptionContext:team\":\"b\"}}", false),
        ("{\"StringEquals\":{\"kms:EncryptionContext:other\":\"a\"}}", false),
        ("{\"ForAllValues:StringEquals\":{\"kms:EncryptionContextKeys\":[\"team\",\"x\"]}}", true),
        ("{\"ForAnyValue:StringEquals\":{\"kms:EncryptionContextKeys\":\"x\"}}", false),
        ("{\"StringEquals\":{\"kms:CallerAccount\":\"123456789012\"}}", true),
        ("{\"StringEquals\":{\"kms:KeySpec\":\"SYMMETRIC_DEFAULT\",\"kms:KeyUsage\":\"ENCRYPT_DECRYPT\"}}", true),
        ("{\"StringEquals\":{\"kms:EncryptionAlgorithm\":\"SYMMETRIC_DEFAULT\"}}", true),
        ("{\"StringEquals\":{\"kms:RequestAlias\":\"alias/birds\"}}", true),
        ("{\"ForAnyValue:StringEquals\":{\"kms:ResourceAliases\":\"alias/birds\"}}", true),
        ("{\"StringEquals\":{\"aws:ResourceTag/team\":\"a\"}}", true),
        ("{\"StringEquals\":{\"aws:ResourceTag/team\":\"b\"}}", false),
        ("{\"StringEquals\":{\"kms:ViaService\":\"s3.eu-central-1.amazonaws.com\"}}", false),
    ])
    func conditionsHold(condition: String, isAllowed: Bool) async throws {
        let room = try KMSRoom(grants: ["ada": PolicyText.allow("kms:Encrypt", condition: condition)])
        let key = try await room.makeKey(CreateKeyRequest(tags: [Tag(tagKey: "team", tagValue: "a")]))
        _ = try await room.run(
            KMSModel.CreateAlias.self, CreateAliasRequest(aliasName: "alias/birds", targetKeyId: key.keyId))
        let refusal = await room.refusal(
            KMSModel.Encrypt.self,
            EncryptRequest(keyId: "alias/birds", plaintext: [1], encryptionContext: ["team": "a"]),
            as: room.user("ada"))
        #expect((refusal == "no refusal") == isAllowed, "\(refusal)")
    }

    /// `kms:ViaService` is the service that acts with its caller's rights.
    @Test func aServiceActsWithItsCallersRights() async throws {
        let condition = "{\"StringEquals\":{\"kms:ViaService\":\"cognito-idp.eu-central-1.amazonaws.com\"}}"
        let room = try KMSRoom(grants: ["ada": PolicyText.allow("kms:*", condition: condition)])
        let key = try await room.makeKey()
        let pool = "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/p"
        let request = EncryptRequest(keyId: key.keyId, plaintext: [1])
        #expect(
            await room.refusal(KMSModel.Encrypt.self, request, as: room.user("ada"), for: pool) == "no refusal")
        #expect(await room.refusal(KMSModel.Encrypt.self, request, as: room.user("ada")) != "no refusal")
    }

    /// Nobody puts a policy under which they could not put the next one, unless they say that they want to.
    @Test func lockoutsAreRefused() async throws {
        let room = try KMSRoom(grants: ["ada": PolicyText.everything, "bob": PolicyText.everything])
        let key = try await room.makeKey()
        let lockout =
            "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the "
            + "future."
        let onlyAda = PolicyText.key(Self.adaMayAll)
        func put(_ policy: String, as name: String, bypassing: Bool? = nil) async -> String {
            await room.refusal(
                KMSModel.PutKeyPolicy.self,
                PutKeyPolicyRequest(keyId: key.keyId, policy: policy, bypassPolicyLockoutSafetyCheck: bypassing),
                as: room.user(name))
        }
        #expect(await put(onlyAda, as: "bob") == lockout)
        #expect(
            await put(
                PolicyText.key(("Allow", PolicyText.aws("\(Self.account):user/ada"), "kms:Encrypt", "{}")),
                as: "ada") == lockout)
        #expect(
            await room.refusal(KMSModel.CreateKey.self, CreateKeyRequest(policy: onlyAda), as: room.user("bob"))
                == lockout)
        #expect(await put(onlyAda, as: "ada") == "no refusal")
        #expect(await put(onlyAda, as: "bob").hasPrefix("AccessDeniedException: "))
        #expect(await put(PolicyText.key(("Deny", "\"*\"", "kms:*", "{}")), as: "ada", bypassing: true) == "no refusal")
        #expect(await describe(room, key, as: room.user("ada")).hasPrefix("AccessDeniedException: "))
    }

    @Test func malformedPoliciesAreRefused() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let cases = [
            ("no JSON", "Syntax errors in policy."),
            (
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}",
                "Policy contains a statement with no principal."
            ),
            (
                PolicyText.key(("Allow", PolicyText.aws("nobody"), "kms:*", "{}")),
                "Policy contains a statement with one or more invalid principals."
            ),
        ]
        for (text, expected) in cases {
            #expect(
                await room.refusal(
                    KMSModel.PutKeyPolicy.self, PutKeyPolicyRequest(keyId: key.keyId, policy: text))
                    == "MalformedPolicyDocumentException: \(expected)")
        }
        #expect(
            await room.refusal(
                KMSModel.GetKeyPolicy.self, GetKeyPolicyRequest(keyId: key.keyId, policyName: "mine"))
                == "NotFoundException: No such policy exists")
    }

    /// ReEncrypt asks for leave on both keys.
    @Test(arguments: [("kms:ReEncryptFrom", "ReEncryptTo"), ("kms:ReEncryptTo", "ReEncryptFrom")])
    func reEncryptingNeedsBothPermissions(granted: String, lacking: String) async throws {
        let room = try KMSRoom(grants: ["ada": PolicyText.allow(granted)])
        let first = try await room.makeKey()
        let second = try await room.makeKey()
        let blob = try await room.encrypted(first.keyId)
        let refusal = await room.refusal(
            KMSModel.ReEncrypt.self, ReEncryptRequest(ciphertextBlob: blob, destinationKeyId: second.keyId),
            as: room.user("ada"))
        #expect(refusal.contains("is not authorized to perform: kms:\(lacking) on"), "\(refusal)")
    }
}
