import KMSModel
import Kernel
import Testing
import Wire

@testable import ServiceKMS

/// Grants give leave beside policies, to one principal, for some operations, under some contexts.
@Suite struct GrantTests {
    private func grant(
        _ room: KMSRoom, _ key: KeyMetadata, to principal: Principal, _ operations: [GrantOperation],
        _ constraints: GrantConstraints? = nil, retirer: String? = nil, name: String? = nil,
        as giver: Principal? = nil
    ) async throws -> CreateGrantResponse {
        try await room.run(
            KMSModel.CreateGrant.self,
            CreateGrantRequest(
                keyId: key.keyId, granteePrincipal: principal.arn, retiringPrincipal: retirer, operations: operations,
                constraints: constraints, name: name),
            as: giver)
    }

    private func decrypting(
        _ room: KMSRoom, _ blob: [UInt8], _ context: [String: String]? = nil, tokens: [String]? = nil,
        as principal: Principal
    ) async -> String {
        await room.refusal(
            KMSModel.Decrypt.self,
            DecryptRequest(ciphertextBlob: blob, encryptionContext: context, grantTokens: tokens), as: principal)
    }

    @Test func aGrantAllowsItsOperationsOnly() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId)
        let ada = room.user("ada")
        #expect(await decrypting(room, blob, as: ada).hasPrefix("AccessDeniedException"))
        let made = try await grant(room, key, to: ada, [.decrypt])
        #expect(await decrypting(room, blob, as: ada) == "no refusal")
        #expect(await decrypting(room, blob, tokens: [made.grantToken ?? ""], as: ada) == "no refusal")
        #expect(await decrypting(room, blob, as: room.user("bob")).hasPrefix("AccessDeniedException"))
        #expect(
            await room.refusal(
                KMSModel.Encrypt.self, EncryptRequest(keyId: key.keyId, plaintext: [1]), as: ada
            ).hasPrefix("AccessDeniedException"))
        #expect(
            await decrypting(room, blob, tokens: ["made up"], as: ada)
                == "InvalidGrantTokenException: Invalid grant token.")
        _ = try await room.run(
            KMSModel.RevokeGrant.self, RevokeGrantRequest(keyId: key.keyId, grantId: made.grantId ?? ""))
        #expect(await decrypting(room, blob, as: ada).hasPrefix("AccessDeniedException"))
    }

    /// A role's grant is its sessions'.
    @Test func aRolesSessionsUseItsGrants() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId)
        _ = try await room.run(
            KMSModel.CreateGrant.self,
            CreateGrantRequest(
                keyId: key.keyId, granteePrincipal: "arn:aws:iam::123456789012:role/reader", operations: [.decrypt]))
        #expect(await decrypting(room, blob, as: room.role("reader")) == "no refusal")
        #expect(await decrypting(room, blob, as: room.role("writer")).hasPrefix("AccessDeniedException"))
    }

    /// A deny in a policy goes before a grant.
    @Test func aDenyGoesBeforeAGrant() async throws {
        let deny =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"kms:Decrypt\","
            + "\"Resource\":\"*\"}]}"
        let room = try KMSRoom(grants: ["ada": deny])
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId)
        _ = try await grant(room, key, to: room.user("ada"), [.decrypt])
        #expect(await decrypting(room, blob, as: room.user("ada")).contains("explicit deny in an identity-based"))
    }

    @Test(arguments: [
        (GrantConstraints(encryptionContextSubset: ["a": "1"]), ["a": "1", "b": "2"], true),
        (GrantConstraints(encryptionContextSubset: ["a": "1"]), ["a": "2"], false),
        (GrantConstraints(encryptionContextSubset: ["a": "1"]), [:], false),
        (GrantConstraints(encryptionContextEquals: ["a": "1"]), ["a": "1"], true),
        (GrantConstraints(encryptionContextEquals: ["a": "1"]), ["a": "1", "b": "2"], false),
        (GrantConstraints(encryptionContextEquals: ["a": "1"]), ["A": "1"], false),
        // Kelvin signs, and an accent apart from its letter: the same to Swift, not to AWS.
        (GrantConstraints(encryptionContextSubset: ["dept": "K"]), ["dept": "\u{212A}"], false),
        (GrantConstraints(encryptionContextSubset: ["K": "1"]), ["\u{212A}": "1"], false),
        (GrantConstraints(encryptionContextSubset: ["\u{212A}": "1"]), ["\u{212A}": "1", "b": "2"], true),
        (GrantConstraints(encryptionContextEquals: ["dept": "K"]), ["dept": "\u{212A}"], false),
        (GrantConstraints(encryptionContextEquals: ["\u{E9}": "1"]), ["e\u{301}": "1"], false),
        (GrantConstraints(encryptionContextEquals: ["e\u{301}": "1"]), ["e\u{301}": "1"], true),
    ])
    func constraintsHold(constraints: GrantConstraints, context: [String: String], isAllowed: Bool) async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId, context: context)
        _ = try await grant(room, key, to: room.user("ada"), [.decrypt, .describeKey], constraints)
        #expect((await decrypting(room, blob, context, as: room.user("ada")) == "no refusal") == isAllowed)
        // Where there is no context, constraints say nothing.
        _ = try await room.run(
            KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: key.keyId), as: room.user("ada"))
    }

    /// A named grant that says the same is the same; its token is another one.
    @Test func namedGrantsAreMadeOnce() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let first = try await grant(room, key, to: room.user("ada"), [.decrypt], name: "n")
        let second = try await grant(room, key, to: room.user("ada"), [.decrypt], name: "n")
        let third = try await grant(room, key, to: room.user("ada"), [.encrypt], name: "n")
        #expect(first.grantId == second.grantId)
        #expect(first.grantToken != second.grantToken)
        #expect(first.grantId != third.grantId)
        let letter = GrantConstraints(encryptionContextEquals: ["dept": "K"])
        let sign = GrantConstraints(encryptionContextEquals: ["dept": "\u{212A}"])
        let fourth = try await grant(room, key, to: room.user("ada"), [.decrypt], letter, name: "n")
        let fifth = try await grant(room, key, to: room.user("ada"), [.decrypt], sign, name: "n")
        #expect(fourth.grantId != fifth.grantId)
        let nameless = try await grant(room, key, to: room.user("ada"), [.decrypt])
        let other = try await grant(room, key, to: room.user("ada"), [.decrypt])
        #expect(nameless.grantId != other.grantId)
    }

    /// A grantee hands on no more than it has.
    @Test func whatIsHandedOnIsNoMore() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let (ada, bob) = (room.user("ada"), room.user("bob"))
        _ = try await grant(
            room, key, to: ada, [.decrypt, .createGrant], GrantConstraints(encryptionContextSubset: ["a": "1"]))
        func handing(_ operations: [GrantOperation], _ constraints: GrantConstraints?) async -> String {
            await room.refusal(
                KMSModel.CreateGrant.self,
                CreateGrantRequest(
                    keyId: key.keyId, granteePrincipal: bob.arn, operations: operations, constraints: constraints),
                as: ada)
        }
        let strict = GrantConstraints(encryptionContextSubset: ["a": "1", "b": "2"])
        #expect(await handing([.decrypt], strict) == "no refusal")
        #expect(await handing([.decrypt], GrantConstraints(encryptionContextEquals: ["a": "1"])) == "no refusal")
        _ = try await grant(
            room, key, to: ada, [.encrypt, .createGrant], GrantConstraints(encryptionContextSubset: ["a": "K"]))
        for lookalike in [
            GrantConstraints(encryptionContextSubset: ["a": "\u{212A}"]),
            GrantConstraints(encryptionContextEquals: ["a": "\u{212A}"]),
        ] {
            #expect(await handing([.encrypt], lookalike).hasPrefix("AccessDeniedException"))
        }
        #expect(await handing([.decrypt], nil).hasPrefix("AccessDeniedException"))
        #expect(await handing([.encrypt], strict).hasPrefix("AccessDeniedException"))
    }

    @Test func grantsAreListedAndRetired() async throws {
        let room = try KMSRoom(grants: ["eve": PolicyText.allow("kms:ListRetirableGrants")])
        let key = try await room.makeKey()
        let (ada, eve) = (room.user("ada"), room.user("eve"))
        let made = try await grant(
            room, key, to: ada, [.decrypt, .retireGrant], GrantConstraints(encryptionContextEquals: ["a": "1"]),
            retirer: eve.arn, name: "n")
        let listed = try await room.run(
            KMSModel.ListGrants.self, ListGrantsRequest(keyId: key.keyId, granteePrincipal: ada.arn))
        let entry = try #require(listed.grants?.first)
        #expect(entry.keyId == key.arn)
        #expect(entry.grantId == made.grantId)
        #expect(entry.issuingAccount == "arn:aws:iam::123456789012:root")
        #expect(entry.constraints?.encryptionContextEquals == ["a": "1"])
        let retirable = try await room.run(
            KMSModel.ListRetirableGrants.self, ListRetirableGrantsRequest(retiringPrincipal: eve.arn), as: eve)
        #expect(retirable.grants?.map(\.grantId) == [made.grantId])
        let request = RetireGrantRequest(keyId: key.arn, grantId: made.grantId)
        #expect(
            await room.refusal(KMSModel.RetireGrant.self, request, as: room.user("bob")).hasPrefix(
                "AccessDeniedException"))
        #expect(await room.refusal(KMSModel.RetireGrant.self, request, as: eve) == "no refusal")
        #expect(
            await room.refusal(KMSModel.RetireGrant.self, request)
                == "NotFoundException: Grant ID \(made.grantId ?? "") not found")
        let again = try await grant(room, key, to: ada, [.decrypt, .retireGrant])
        #expect(
            await room.refusal(
                KMSModel.RetireGrant.self, RetireGrantRequest(grantToken: again.grantToken), as: ada) == "no refusal")
        #expect(
            await room.refusal(KMSModel.RetireGrant.self, RetireGrantRequest(grantId: "x"))
                == "ValidationException: Grant token OR (grant ID, key ID) must be specified")
    }

    /// Services get grants from services alone.
    @Test(arguments: ["cognito-idp.amazonaws.com", "*", "ada", "arn:aws:s3:::bucket"])
    func granteesMustBePrincipals(grantee: String) async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let refusal = await room.refusal(
            KMSModel.CreateGrant.self,
            CreateGrantRequest(keyId: key.keyId, granteePrincipal: grantee, operations: [.decrypt]))
        #expect(
            refusal == "InvalidArnException: ARN does not refer to a valid principal: \(grantee)"
                || refusal.hasPrefix("ValidationException: 1 validation error detected"), "\(refusal)")
    }

    /// A service uses the grant that it made with its caller's rights.
    @Test func aServiceUsesTheGrantThatItMade() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let pool = "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/p"
        let service = Principal.service(name: "cognito-idp.amazonaws.com", account: room.account)
        let generate = GenerateDataKeyRequest(
            keyId: key.arn ?? "", encryptionContext: ["userpool-id": "p"], numberOfBytes: 32)
        #expect(
            await room.refusal(KMSModel.GenerateDataKey.self, generate, as: service, for: pool).hasPrefix(
                "AccessDeniedException"))
        _ = try await room.run(
            KMSModel.CreateGrant.self,
            CreateGrantRequest(
                keyId: key.arn ?? "", granteePrincipal: "cognito-idp.amazonaws.com", operations: [.generateDataKey],
                constraints: GrantConstraints(encryptionContextSubset: ["userpool-id": "p"])),
            for: pool)
        #expect(
            await room.refusal(KMSModel.GenerateDataKey.self, generate, as: service, for: pool) == "no refusal")
        var other = generate
        other.encryptionContext = ["userpool-id": "q"]
        #expect(
            await room.refusal(KMSModel.GenerateDataKey.self, other, as: service, for: pool).hasPrefix(
                "AccessDeniedException"))
    }
}
