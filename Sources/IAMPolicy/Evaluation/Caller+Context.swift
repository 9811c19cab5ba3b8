extension Caller {
    /// The value of a global condition key that follows from who the caller is; `key` in lower case.
    ///
    /// Source: "AWS global condition context keys" and the table of principal key values in the IAM User Guide.
    func contextValue(of key: String) -> String? {
        switch key {
        case "aws:userid": kind == .root ? userID ?? account : kind == .anonymous ? "anonymous" : userID
        case "aws:username": userName
        case "aws:principalaccount": hasAWSIdentity ? account : nil
        case "aws:principalarn": principalARN
        case "aws:principaltype": principalType
        case "aws:principalisawsservice": isService ? "true" : "false"
        case "aws:principalservicename": serviceName
        default: nil
        }
    }

    private var serviceName: String? {
        guard case .service(let name) = kind else { return nil }
        return name
    }

    private var isService: Bool { serviceName != nil }

    private var hasAWSIdentity: Bool { hasIdentitySide && !isService }

    /// Of a role session the role's ARN, not the session's.
    private var principalARN: String? {
        if case .roleSession(let role) = kind { return role }
        return hasAWSIdentity ? arn : nil
    }

    private var principalType: String? {
        switch kind {
        case .anonymous: "Anonymous"
        case .root: "Account"
        case .user: "User"
        case .roleSession: "AssumedRole"
        case .federatedUser: "FederatedUser"
        case .service, .federated: nil
        }
    }
}
