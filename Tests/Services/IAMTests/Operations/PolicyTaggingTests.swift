import IAMModel
import Kernel
import Testing

@testable import ServiceIAM

/// Tags decide access and cost reports; every kind of entity keeps them alike.
struct PolicyTaggingTests {
    /// A kind of entity that can be tagged, through the same eyes.
    enum Entity: CaseIterable, Sendable {
        case role, policy, profile, openID, saml

        private func arn(in room: PolicyRoom) -> String {
            switch self {
            case .role: room.arn("role/x")
            case .policy: room.arn("policy/x")
            case .profile: room.arn("instance-profile/x")
            case .openID: room.arn("oidc-provider/x.com")
            case .saml: room.arn("saml-provider/x")
            }
        }

        func make(in room: PolicyRoom) async throws {
            switch self {
            case .role: try await room.makeRole("x")
            case .policy: try await room.makePolicy("x")
            case .profile:
                _ = try await room.run(ServiceIAM.CreateInstanceProfile.init, .init(instanceProfileName: "x"))
            case .openID:
                _ = try await room.run(ServiceIAM.CreateOpenIDConnectProvider.init, .init(url: "https://x.com"))
            case .saml:
                let metadata = "<EntityDescriptor xmlns='\(SAMLMetadata.namespace)' entityID='x'/>"
                _ = try await room.run(
                    ServiceIAM.CreateSAMLProvider.init, .init(samlMetadataDocument: metadata, name: "x"))
            }
        }

        func tag(_ tags: [IAMModel.Tag], in room: PolicyRoom) async -> String {
            let arn = arn(in: room)
            return switch self {
            case .role: await room.refusal(ServiceIAM.TagRole.init, .init(roleName: "x", tags: tags))
            case .policy: await room.refusal(ServiceIAM.TagPolicy.init, .init(policyArn: arn, tags: tags))
            case .profile:
                await room.refusal(ServiceIAM.TagInstanceProfile.init, .init(instanceProfileName: "x", tags: tags))
            case .openID:
                await room.refusal(
                    ServiceIAM.TagOpenIDConnectProvider.init, .init(openIDConnectProviderArn: arn, tags: tags))
            case .saml:
                await room.refusal(ServiceIAM.TagSAMLProvider.init, .init(samlProviderArn: arn, tags: tags))
            }
        }

        func untag(_ keys: [String], in room: PolicyRoom) async -> String {
            let arn = arn(in: room)
            return switch self {
            case .role: await room.refusal(ServiceIAM.UntagRole.init, .init(roleName: "x", tagKeys: keys))
            case .policy: await room.refusal(ServiceIAM.UntagPolicy.init, .init(policyArn: arn, tagKeys: keys))
            case .profile:
                await room.refusal(ServiceIAM.UntagInstanceProfile.init, .init(instanceProfileName: "x", tagKeys: keys))
            case .openID:
                await room.refusal(
                    ServiceIAM.UntagOpenIDConnectProvider.init, .init(openIDConnectProviderArn: arn, tagKeys: keys))
            case .saml:
                await room.refusal(ServiceIAM.UntagSAMLProvider.init, .init(samlProviderArn: arn, tagKeys: keys))
            }
        }

        func tags(in room: PolicyRoom) async throws -> [String] {
            let arn = arn(in: room)
            let tags: [IAMModel.Tag]? =
                switch self {
                case .role: try await room.run(ServiceIAM.ListRoleTags.init, .init(roleName: "x")).tags
                case .policy: try await room.run(ServiceIAM.ListPolicyTags.init, .init(policyArn: arn)).tags
                case .profile:
                    try await room.run(ServiceIAM.ListInstanceProfileTags.init, .init(instanceProfileName: "x")).tags
                case .openID:
                    try await room.run(
                        ServiceIAM.ListOpenIDConnectProviderTags.init, .init(openIDConnectProviderArn: arn)
                    ).tags
                case .saml:
                    try await room.run(ServiceIAM.ListSAMLProviderTags.init, .init(samlProviderArn: arn)).tags
                }
            return tags?.map { "\($0.key)=\($0.value)" } ?? []
        }
    }

    @Test("tags are added, changed and removed", arguments: Entity.allCases)
    func lifecycle(_ entity: Entity) async throws {
        let room = try PolicyRoom()
        try await entity.make(in: room)
        #expect(
            await entity.tag([.init(key: "b", value: "1"), .init(key: "a", value: "2")], in: room) == "no refusal")
        #expect(await entity.tag([.init(key: "b", value: "3")], in: room) == "no refusal")
        #expect(try await entity.tags(in: room) == ["a=2", "b=3"])
        #expect(await entity.untag(["a", "never"], in: room) == "no refusal")
        #expect(try await entity.tags(in: room) == ["b=3"])
        #expect(
            await entity.tag([.init(key: "x", value: ""), .init(key: "X", value: "")], in: room)
                == "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    }

    @Test("what does not exist cannot be tagged", arguments: Entity.allCases)
    func absent(_ entity: Entity) async throws {
        let room = try PolicyRoom()
        #expect(await entity.tag([.init(key: "b", value: "1")], in: room).hasPrefix("NoSuchEntity: "))
    }
}
