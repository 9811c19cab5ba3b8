internal import IAMPolicy
internal import Kernel
internal import Wire

/// What a role's trust policy is asked before a session of the role is opened.
enum RoleTrust {
    /// The trust policy, without which nobody is admitted.
    static func policy(of role: AssumableRole) -> ResourcePolicy {
        ResourcePolicy(policy: NamedPolicy(name: role.arn, document: role.trust), isRequired: true)
    }

    /// Tags and source identities, handed down ones too, need the trust policy's leave for themselves.
    ///
    /// Source: "Pass session tags in AWS STS" and "Monitor and control actions taken with assumed roles".
    static func actions(_ action: String, tags: SessionTags, sourceIdentity: String?) -> [String] {
        [action] + (tags.isEmpty ? [] : ["sts:TagSession"]) + (sourceIdentity == nil ? [] : ["sts:SetSourceIdentity"])
    }

    /// The condition keys that every way to assume a role has; seconds are an hour unless asked for.
    static func context(
        of role: AssumableRole,
        sessionName: String,
        duration: Int?,
        sourceIdentity: String?,
        tags: SessionTags
    ) -> [String: [String]] {
        var context = tags.context
        context["sts:RoleSessionName"] = [sessionName]
        context["sts:DurationSeconds"] = [String(duration ?? 3600)]
        if let sourceIdentity { context["sts:SourceIdentity"] = [sourceIdentity] }
        for (key, value) in role.tags {
            context["iam:ResourceTag/\(key)"] = [value]
            context["aws:ResourceTag/\(key)"] = [value]
        }
        return context
    }

    /// Whether the trust policy admits somebody who is known only to an identity provider.
    static func admits(provider: String, to role: AssumableRole, _ action: String, context: [String: [String]]) -> Bool
    {
        let request = AuthorizationRequest(
            caller: Caller(kind: .federated(provider: provider), arn: provider),
            action: action,
            resource: role.arn,
            resourceAccount: role.account.digits,
            context: context
        )
        return ApplicablePolicies(resource: policy(of: role)).decision(on: request).isAllowed
    }
}
