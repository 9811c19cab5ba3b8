/// A service that may own a service-linked role: the role's name and the policy that AWS attaches to it.
///
/// Source: the pages "Using service-linked roles" of the services' guides.
struct LinkedService: Hashable, Sendable {
    /// Such as `replication.dynamodb.amazonaws.com`.
    let name: String
    let roleName: String
    /// The name of the managed policy beneath `/aws-service-role/`.
    let policy: String
    /// Whether an account may have several, told apart by a suffix.
    let takesSuffix: Bool

    private init(_ name: String, _ roleName: String, _ policy: String, takesSuffix: Bool = false) {
        self.name = name
        self.roleName = roleName
        self.policy = policy
        self.takesSuffix = takesSuffix
    }

    var policyARN: String { "arn:aws:iam::aws:policy/aws-service-role/\(policy)" }

    /// Where its role lies.
    var path: String { "/aws-service-role/\(name)/" }

    /// Trusts the service and nobody else.
    var trustPolicy: String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"\(name)"},\
        "Action":"sts:AssumeRole"}]}
        """
    }

    static func named(_ name: String) -> LinkedService? { all.first { $0.name == name } }

    static let all = [
        LinkedService(
            "acm.amazonaws.com", "AWSServiceRoleForCertificateManager", "CertificateManagerServiceRolePolicy"),
        LinkedService(
            "apidestinations.events.amazonaws.com", "AWSServiceRoleForAmazonEventBridgeApiDestinations",
            "AmazonEventBridgeApiDestinationsServiceRolePolicy"),
        LinkedService("appsync.amazonaws.com", "AWSServiceRoleForAppSync", "AWSAppSyncServiceRolePolicy"),
        LinkedService(
            "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy",
            takesSuffix: true),
        LinkedService(
            "cognito-idp.amazonaws.com", "AWSServiceRoleForAmazonCognitoIdp", "AmazonCognitoIdpServiceRolePolicy"),
        LinkedService(
            "dynamodb.application-autoscaling.amazonaws.com", "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
            "AWSApplicationAutoscalingDynamoDBTablePolicy"),
        LinkedService(
            "elasticbeanstalk.amazonaws.com", "AWSServiceRoleForElasticBeanstalk",
            "AWSElasticBeanstalkServiceRolePolicy"
        ),
        LinkedService(
            "elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing",
            "AWSElasticLoadBalancingServiceRolePolicy"),
        LinkedService(
            "email.cognito-idp.amazonaws.com", "AWSServiceRoleForAmazonCognitoIdpEmailService",
            "AmazonCognitoIdpEmailServiceRolePolicy"),
        LinkedService("events.amazonaws.com", "AWSServiceRoleForCloudWatchEvents", "CloudWatchEventsServiceRolePolicy"),
        LinkedService(
            "kinesisreplication.dynamodb.amazonaws.com", "AWSServiceRoleForDynamoDBKinesisDataStreamsReplication",
            "DynamoDBKinesisReplicationServiceRolePolicy"),
        LinkedService(
            "lambda.application-autoscaling.amazonaws.com",
            "AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency",
            "AWSApplicationAutoscalingLambdaConcurrencyPolicy"),
        LinkedService("logger.cloudfront.amazonaws.com", "AWSServiceRoleForCloudFrontLogger", "AWSCloudFrontLogger"),
        LinkedService("ops.apigateway.amazonaws.com", "AWSServiceRoleForAPIGateway", "APIGatewayServiceRolePolicy"),
        LinkedService(
            "replication.dynamodb.amazonaws.com", "AWSServiceRoleForDynamoDBReplication",
            "DynamoDBReplicationServiceRolePolicy"),
        LinkedService("replicator.lambda.amazonaws.com", "AWSServiceRoleForLambdaReplicator", "AWSLambdaReplicator"),
    ]
}
