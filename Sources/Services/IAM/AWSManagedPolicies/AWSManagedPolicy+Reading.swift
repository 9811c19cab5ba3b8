/// AWS's managed policies for reading all services, cut to the services that a mobile backend meets.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
///
/// AWS grants these for some four hundred services. Here they keep the actions of:
/// access-analyzer, acm, apigateway, appsync, athena, cloudformation, cloudfront, cloudfront-keyvaluestore,
/// cloudtrail, cloudwatch, cognito-identity, cognito-idp, cognito-sync, dynamodb, events, execute-api, firehose,
/// iam, kinesis, kms, lambda, logs, mobileanalytics, mobiletargeting, pipes, rolesanywhere, route53,
/// route53domains, s3, scheduler, schemas, secretsmanager, ses, sns, sqs, ssm, states, sts, synthetics, tag, xray.
extension AWSManagedPolicy {
    static let reading: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "ReadOnlyAccess",
            description: "Provides read-only access to AWS services and resources.",
            version: 182,
            created: 1_423_247_988,
            updated: 1_775_230_032,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "ReadOnlyActionsGroup1",
                      "Effect": "Allow",
                      "Action": [
                        "access-analyzer:GetAccessPreview", "access-analyzer:GetAnalyzedResource",
                        "access-analyzer:GetAnalyzer", "access-analyzer:GetArchiveRule",
                        "access-analyzer:GetFinding", "access-analyzer:GetFindingsStatistics",
                        "access-analyzer:GetGeneratedPolicy", "access-analyzer:ListAccessPreviewFindings",
                        "access-analyzer:ListAccessPreviews", "access-analyzer:ListAnalyzedResources",
                        "access-analyzer:ListAnalyzers", "access-analyzer:ListArchiveRules",
                        "access-analyzer:ListFindings", "access-analyzer:ListPolicyGenerations",
                        "access-analyzer:ListTagsForResource", "access-analyzer:ValidatePolicy", "acm:Describe*",
                        "acm:Get*", "acm:List*", "acm:SearchCertificates", "apigateway:GET",
                        "apigateway:GetPortal", "apigateway:GetPortalProduct", "apigateway:GetProductPage",
                        "apigateway:GetProductRestEndpointPage", "apigateway:GetRoutingRule",
                        "apigateway:ListPortalProducts", "apigateway:ListPortals", "apigateway:ListProductPages",
                        "apigateway:ListProductRestEndpointPages", "apigateway:ListRoutingRules", "appsync:Get*",
                        "appsync:List*", "athena:Batch*", "athena:Get*", "athena:List*",
                        "cloudformation:BatchDescribeTypeConfigurations", "cloudformation:Describe*",
                        "cloudformation:Detect*", "cloudformation:Estimate*", "cloudformation:Get*",
                        "cloudformation:List*", "cloudformation:ValidateTemplate",
                        "cloudfront-keyvaluestore:Describe*", "cloudfront-keyvaluestore:Get*",
                        "cloudfront-keyvaluestore:List*", "cloudfront:Describe*", "cloudfront:Get*",
                        "cloudfront:List*", "cloudtrail:Describe*", "cloudtrail:Get*", "cloudtrail:List*",
                        "cloudtrail:LookupEvents", "cloudwatch:Describe*", "cloudwatch:GenerateQuery",
                        "cloudwatch:GenerateQueryResultsSummary", "cloudwatch:Get*", "cloudwatch:List*",
                        "cognito-identity:Describe*", "cognito-identity:GetCredentialsForIdentity",
                        "cognito-identity:GetIdentityPoolAnalytics",
                        "cognito-identity:GetIdentityPoolDailyAnalytics", "cognito-identity:GetIdentityPoolRoles",
                        "cognito-identity:GetIdentityProviderDailyAnalytics", "cognito-identity:GetOpenIdToken",
                        "cognito-identity:GetOpenIdTokenForDeveloperIdentity", "cognito-identity:List*",
                        "cognito-identity:Lookup*", "cognito-idp:AdminGet*", "cognito-idp:AdminList*",
                        "cognito-idp:Describe*", "cognito-idp:Get*", "cognito-idp:List*",
                        "cognito-sync:Describe*", "cognito-sync:Get*", "cognito-sync:List*",
                        "cognito-sync:QueryRecords", "dynamodb:BatchGet*", "dynamodb:Describe*", "dynamodb:Get*",
                        "dynamodb:List*", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan",
                        "events:Describe*", "events:List*", "events:Test*", "firehose:Describe*",
                        "firehose:List*", "iam:Generate*", "iam:Get*", "iam:List*", "iam:Simulate*"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "ReadOnlyActionsGroup2",
                      "Effect": "Allow",
                      "Action": [
                        "kinesis:Describe*", "kinesis:Get*", "kinesis:List*", "kms:Describe*", "kms:Get*",
                        "kms:List*", "lambda:Get*", "lambda:List*", "logs:Describe*", "logs:FilterLogEvents",
                        "logs:Get*", "logs:ListAggregateLogGroupSummaries", "logs:ListAnomalies",
                        "logs:ListEntitiesForLogGroup", "logs:ListIntegrations", "logs:ListLogAnomalyDetectors",
                        "logs:ListLogDeliveries", "logs:ListLogGroupsForEntity", "logs:ListLogGroupsForQuery",
                        "logs:ListScheduledQueries", "logs:ListSourcesForS3TableIntegration",
                        "logs:ListTagsForResource", "logs:ListTagsLogGroup", "logs:StartLiveTail",
                        "logs:StartQuery", "logs:StopLiveTail", "logs:StopQuery", "logs:TestMetricFilter",
                        "mobileanalytics:Get*", "mobiletargeting:Get*", "mobiletargeting:List*",
                        "pipes:DescribePipe", "pipes:ListPipes", "pipes:ListTagsForResource",
                        "rolesanywhere:GetCrl", "rolesanywhere:GetProfile", "rolesanywhere:GetSubject",
                        "rolesanywhere:GetTrustAnchor", "rolesanywhere:ListCrls", "rolesanywhere:ListProfiles",
                        "rolesanywhere:ListSubjects", "rolesanywhere:ListTagsForResource",
                        "rolesanywhere:ListTrustAnchors", "route53:Get*", "route53:List*", "route53:Test*",
                        "route53domains:Check*", "route53domains:Get*", "route53domains:List*",
                        "route53domains:View*", "s3:DescribeJob", "s3:Get*", "s3:List*", "scheduler:GetSchedule",
                        "scheduler:GetScheduleGroup", "scheduler:ListScheduleGroups", "scheduler:ListSchedules",
                        "scheduler:ListTagsForResource", "schemas:Describe*", "schemas:Get*", "schemas:List*",
                        "schemas:Search*", "secretsmanager:Describe*", "secretsmanager:GetResourcePolicy",
                        "secretsmanager:List*", "ses:BatchGetMetricData", "ses:Describe*", "ses:Get*",
                        "ses:List*", "sns:Check*", "sns:Get*", "sns:List*", "sqs:Get*", "sqs:List*",
                        "sqs:Receive*", "ssm:Describe*", "ssm:Get*", "ssm:List*", "states:Describe*",
                        "states:GetExecutionHistory", "states:List*", "states:ValidateStateMachineDefinition",
                        "sts:GetAccessKeyInfo", "sts:GetCallerIdentity", "sts:GetSessionToken",
                        "synthetics:Describe*", "synthetics:Get*", "synthetics:List*",
                        "tag:DescribeReportCreation", "tag:Get*", "xray:BatchGet*", "xray:CancelTraceRetrieval",
                        "xray:Get*", "xray:ListResourcePolicies", "xray:ListRetrievedTraces",
                        "xray:ListTagsForResource", "xray:StartTraceRetrieval"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        )
    ]
}
