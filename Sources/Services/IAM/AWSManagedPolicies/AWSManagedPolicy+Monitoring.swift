/// AWS's managed policies for Amazon CloudWatch and its logs.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let monitoring: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "CloudWatchFullAccess",
            description: "Provides full access to CloudWatch.",
            version: 4,
            created: 1_423_248_000,
            updated: 1_669_555_429,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "autoscaling:Describe*", "cloudwatch:*", "logs:*", "sns:*", "iam:GetPolicy",
                        "iam:GetPolicyVersion", "iam:GetRole", "oam:ListSinks"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/\
                AWSServiceRoleForCloudWatchEvents*",
                      "Condition": {
                        "StringLike": {"iam:AWSServiceName": "events.amazonaws.com"}
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["oam:ListAttachedLinks"],
                      "Resource": "arn:aws:oam:*:*:sink/*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "CloudWatchReadOnlyAccess",
            description: "Provides read only access to CloudWatch.",
            version: 24,
            created: 1_423_248_001,
            updated: 1_770_919_310,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "CloudWatchReadOnlyAccessPermissions",
                      "Effect": "Allow",
                      "Action": [
                        "application-autoscaling:DescribeScalingPolicies", "application-signals:BatchGet*",
                        "application-signals:Get*", "application-signals:List*", "autoscaling:Describe*",
                        "cloudtrail:ListChannels", "cloudwatch:BatchGet*", "cloudwatch:Describe*",
                        "cloudwatch:GenerateQuery", "cloudwatch:Get*", "cloudwatch:List*", "logs:Get*",
                        "logs:List*", "logs:StartQuery", "logs:StopQuery", "logs:Describe*",
                        "logs:TestMetricFilter", "logs:FilterLogEvents", "logs:StartLiveTail",
                        "logs:StopLiveTail", "oam:ListSinks",
                        "observabilityadmin:GetCentralizationRuleForOrganization",
                        "observabilityadmin:ListCentralizationRulesForOrganization",
                        "observabilityadmin:GetTelemetryEvaluationStatus",
                        "observabilityadmin:GetTelemetryEvaluationStatusForOrganization",
                        "observabilityadmin:GetTelemetryRule",
                        "observabilityadmin:GetTelemetryRuleForOrganization",
                        "observabilityadmin:ListResourceTelemetry",
                        "observabilityadmin:ListResourceTelemetryForOrganization",
                        "observabilityadmin:ListTelemetryRules",
                        "observabilityadmin:ListTelemetryRulesForOrganization",
                        "observabilityadmin:GetTelemetryEnrichmentStatus",
                        "observabilityadmin:ListTagsForResource", "observabilityadmin:GetTelemetryPipeline",
                        "observabilityadmin:ListTelemetryPipelines", "observabilityadmin:TestTelemetryPipeline",
                        "observabilityadmin:ValidateTelemetryPipelineConfiguration",
                        "observabilityadmin:GetS3TableIntegration", "observabilityadmin:ListS3TableIntegrations",
                        "sns:Get*", "sns:List*", "rum:BatchGet*", "rum:Get*", "rum:List*", "synthetics:Describe*",
                        "synthetics:Get*", "synthetics:List*", "xray:BatchGet*", "xray:Get*", "xray:List*",
                        "xray:StartTraceRetrieval", "xray:CancelTraceRetrieval"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "OAMReadPermissions",
                      "Effect": "Allow",
                      "Action": ["oam:ListAttachedLinks"],
                      "Resource": "arn:aws:oam:*:*:sink/*"
                    },
                    {
                      "Sid": "CloudWatchReadOnlyGetRolePermissions",
                      "Effect": "Allow",
                      "Action": "iam:GetRole",
                      "Resource": "arn:aws:iam::*:role/aws-service-role/\
                application-signals.cloudwatch.amazonaws.com/AWSServiceRoleForCloudWatchApplicationSignals"
                    },
                    {
                      "Sid": "CloudWatchCloudTrailPermissions",
                      "Effect": "Allow",
                      "Action": ["cloudtrail:GetChannel"],
                      "Resource": "arn:aws:cloudtrail:*:*:channel/aws-service-channel/application-signals/*"
                    },
                    {
                      "Sid": "CloudWatchServiceQuotaPermissions",
                      "Effect": "Allow",
                      "Action": ["servicequotas:GetServiceQuota"],
                      "Resource": [
                        "arn:aws:servicequotas:*:*:s3/*", "arn:aws:servicequotas:*:*:dynamodb/*",
                        "arn:aws:servicequotas:*:*:kinesis/*", "arn:aws:servicequotas:*:*:sns/*",
                        "arn:aws:servicequotas:*:*:bedrock/*", "arn:aws:servicequotas:*:*:lambda/*",
                        "arn:aws:servicequotas:*:*:fargate/*", "arn:aws:servicequotas:*:*:elasticloadbalancing/*",
                        "arn:aws:servicequotas:*:*:ec2/*"
                      ]
                    },
                    {
                      "Sid": "CloudWatchResourceExplorerPermissions",
                      "Effect": "Allow",
                      "Action": ["resource-explorer-2:ListIndexes", "resource-explorer-2:Search"],
                      "Resource": [
                        "arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignals/service-view",
                        "arn:aws:resource-explorer-2:*::view/\
                AWSServiceViewForApplicationSignalsOrgScopeProd/service-view"
                      ]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "CloudWatchLogsFullAccess",
            description: "Provides full access to CloudWatch Logs",
            version: 8,
            created: 1_423_248_002,
            updated: 1_770_919_233,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "CloudWatchLogsFullAccess",
                      "Effect": "Allow",
                      "Action": [
                        "logs:*", "cloudwatch:GenerateQuery", "cloudwatch:GenerateQueryResultsSummary",
                        "observabilityadmin:GetS3TableIntegration", "observabilityadmin:ListS3TableIntegrations",
                        "observabilityadmin:ListTelemetryPipelines"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "CloudWatchLogsReadOnlyAccess",
            description: "Provides read only access to CloudWatch Logs",
            version: 12,
            created: 1_423_248_003,
            updated: 1_770_919_153,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "CloudWatchLogsReadOnlyAccess",
                      "Effect": "Allow",
                      "Action": [
                        "logs:Describe*", "logs:Get*", "logs:List*", "logs:StartQuery", "logs:StopQuery",
                        "logs:TestMetricFilter", "logs:FilterLogEvents", "logs:StartLiveTail",
                        "logs:StopLiveTail", "cloudwatch:GenerateQuery", "cloudwatch:GenerateQueryResultsSummary",
                        "observabilityadmin:ListS3TableIntegrations", "observabilityadmin:GetS3TableIntegration",
                        "observabilityadmin:ListTelemetryPipelines"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
