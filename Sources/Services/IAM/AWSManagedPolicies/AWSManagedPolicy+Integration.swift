/// AWS's managed policies for queues of events, streams, secrets and workflows beside a backend.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let integration: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AWSAppSyncAdministrator",
            description: """
                Provides administrative access to the AppSync service, though not enough to access \
                via the AppSync console.
                """,
            version: 2,
            created: 1_521_580_828,
            updated: 1_572_895_429,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["appsync:*"],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["iam:PassRole"],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {
                          "iam:PassedToService": ["appsync.amazonaws.com"]
                        }
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {"iam:AWSServiceName": "appsync.amazonaws.com"}
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["iam:DeleteServiceLinkedRole", "iam:GetServiceLinkedRoleDeletionStatus"],
                      "Resource": "arn:aws:iam::*:role/aws-service-role/appsync.amazonaws.com/\
                AWSServiceRoleForAppSync*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSAppSyncInvokeFullAccess",
            description: """
                Provides full invoking access to the AppSync service - both through the console and \
                independently
                """,
            version: 1,
            created: 1_521_580_880,
            updated: 1_521_580_880,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "appsync:GraphQL", "appsync:GetGraphqlApi", "appsync:ListGraphqlApis",
                        "appsync:ListApiKeys"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSAppSyncPushToCloudWatchLogs",
            path: "/service-role/",
            description: "Allows AppSync to push logs to user's CloudWatch account.",
            version: 1,
            created: 1_523_302_735,
            updated: 1_523_302_735,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSKeyManagementServicePowerUser",
            description: "Provides access to AWS Key Management Service (KMS).",
            version: 2,
            created: 1_423_248_040,
            updated: 1_488_848_111,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "kms:CreateAlias", "kms:CreateKey", "kms:DeleteAlias", "kms:Describe*",
                        "kms:GenerateRandom", "kms:Get*", "kms:List*", "kms:TagResource", "kms:UntagResource",
                        "iam:ListGroups", "iam:ListRoles", "iam:ListUsers"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSStepFunctionsFullAccess",
            description: """
                An access policy for providing a user/role/etc access to the AWS StepFunctions APIs. \
                For full access, in addition to this policy, a user MUST have iam:PassRole \
                permission on at least one IAM role that can be assumed by the service.
                """,
            version: 1,
            created: 1_484_171_492,
            updated: 1_484_171_492,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "states:*",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonEventBridgeFullAccess",
            description: "Provides full access to Amazon EventBridge.",
            version: 7,
            created: 1_562_854_135,
            updated: 1_770_919_105,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "EventBridgeActions",
                      "Effect": "Allow",
                      "Action": ["events:*", "schemas:*", "scheduler:*", "pipes:*"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "IAMCreateServiceLinkedRoleForApiDestinations",
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "arn:aws:iam::*:role/aws-service-role/\
                apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations",
                      "Condition": {
                        "StringEquals": {
                          "iam:AWSServiceName": "apidestinations.events.amazonaws.com"
                        }
                      }
                    },
                    {
                      "Sid": "IAMCreateServiceLinkedRoleForAmazonEventBridgeSchemas",
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "arn:aws:iam::*:role/aws-service-role/schemas.amazonaws.com/\
                AWSServiceRoleForSchemas",
                      "Condition": {
                        "StringEquals": {"iam:AWSServiceName": "schemas.amazonaws.com"}
                      }
                    },
                    {
                      "Sid": "SecretsManagerAccessForApiDestinations",
                      "Effect": "Allow",
                      "Action": [
                        "secretsmanager:CreateSecret", "secretsmanager:UpdateSecret",
                        "secretsmanager:DeleteSecret", "secretsmanager:GetSecretValue",
                        "secretsmanager:PutSecretValue"
                      ],
                      "Resource": "arn:aws:secretsmanager:*:*:secret:events!*"
                    },
                    {
                      "Sid": "IAMPassRoleAccessForEventBridge",
                      "Effect": "Allow",
                      "Action": "iam:PassRole",
                      "Resource": "arn:aws:iam::*:role/*",
                      "Condition": {
                        "StringLike": {"iam:PassedToService": "events.amazonaws.com"}
                      }
                    },
                    {
                      "Sid": "IAMPassRoleAccessForScheduler",
                      "Effect": "Allow",
                      "Action": "iam:PassRole",
                      "Resource": "arn:aws:iam::*:role/*",
                      "Condition": {
                        "StringLike": {"iam:PassedToService": "scheduler.amazonaws.com"}
                      }
                    },
                    {
                      "Sid": "IAMPassRoleAccessForPipes",
                      "Effect": "Allow",
                      "Action": "iam:PassRole",
                      "Resource": "arn:aws:iam::*:role/*",
                      "Condition": {
                        "StringLike": {"iam:PassedToService": "pipes.amazonaws.com"}
                      }
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonEventBridgeReadOnlyAccess",
            description: "Provides read only access to Amazon EventBridge.",
            version: 6,
            created: 1_562_853_547,
            updated: 1_669_914_168,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "events:DescribeRule", "events:DescribeEventBus", "events:DescribeEventSource",
                        "events:ListEventBuses", "events:ListEventSources", "events:ListRuleNamesByTarget",
                        "events:ListRules", "events:ListTargetsByRule", "events:TestEventPattern",
                        "events:DescribeArchive", "events:ListArchives", "events:DescribeReplay",
                        "events:ListReplays", "events:DescribeConnection", "events:ListConnections",
                        "events:DescribeApiDestination", "events:ListApiDestinations", "events:DescribeEndpoint",
                        "events:ListEndpoints", "schemas:DescribeCodeBinding", "schemas:DescribeDiscoverer",
                        "schemas:DescribeRegistry", "schemas:DescribeSchema", "schemas:ExportSchema",
                        "schemas:GetCodeBindingSource", "schemas:GetDiscoveredSchema",
                        "schemas:GetResourcePolicy", "schemas:ListDiscoverers", "schemas:ListRegistries",
                        "schemas:ListSchemas", "schemas:ListSchemaVersions", "schemas:ListTagsForResource",
                        "schemas:SearchSchemas", "scheduler:GetSchedule", "scheduler:GetScheduleGroup",
                        "scheduler:ListSchedules", "scheduler:ListScheduleGroups",
                        "scheduler:ListTagsForResource", "pipes:DescribePipe", "pipes:ListPipes",
                        "pipes:ListTagsForResource"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonKinesisFirehoseFullAccess",
            description: "Provides full access to all Amazon Kinesis Firehose Delivery Streams.",
            version: 1,
            created: 1_444_243_526,
            updated: 1_444_243_526,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["firehose:*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonKinesisFullAccess",
            description: "Provides full access to all streams via the AWS Management Console.",
            version: 1,
            created: 1_423_248_029,
            updated: 1_423_248_029,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "kinesis:*",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonKinesisReadOnlyAccess",
            description: "Provides read only access to all streams via the AWS Management Console.",
            version: 1,
            created: 1_423_248_030,
            updated: 1_423_248_030,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["kinesis:Get*", "kinesis:List*", "kinesis:Describe*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonSSMReadOnlyAccess",
            description: "Provides read only access to Amazon SSM.",
            version: 1,
            created: 1_432_921_459,
            updated: 1_432_921_459,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["ssm:Describe*", "ssm:Get*", "ssm:List*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "SecretsManagerReadWrite",
            description: """
                Provides read/write access to AWS Secrets Manager via the AWS Management Console. \
                Note: this exludes IAM actions, so combine with IAMFullAccess if rotation \
                configuration is required.
                """,
            version: 5,
            created: 1_522_865_129,
            updated: 1_708_625_526,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "BasePermissions",
                      "Effect": "Allow",
                      "Action": [
                        "secretsmanager:*", "cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet",
                        "cloudformation:DescribeStackResource", "cloudformation:DescribeStacks",
                        "cloudformation:ExecuteChangeSet", "docdb-elastic:GetCluster",
                        "docdb-elastic:ListClusters", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
                        "ec2:DescribeVpcs", "kms:DescribeKey", "kms:ListAliases", "kms:ListKeys",
                        "lambda:ListFunctions", "rds:DescribeDBClusters", "rds:DescribeDBInstances",
                        "redshift:DescribeClusters", "redshift-serverless:ListWorkgroups",
                        "redshift-serverless:GetNamespace", "tag:GetResources"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "LambdaPermissions",
                      "Effect": "Allow",
                      "Action": [
                        "lambda:AddPermission", "lambda:CreateFunction", "lambda:GetFunction",
                        "lambda:InvokeFunction", "lambda:UpdateFunctionConfiguration"
                      ],
                      "Resource": "arn:aws:lambda:*:*:function:SecretsManager*"
                    },
                    {
                      "Sid": "SARPermissions",
                      "Effect": "Allow",
                      "Action": [
                        "serverlessrepo:CreateCloudFormationChangeSet", "serverlessrepo:GetApplication"
                      ],
                      "Resource": "arn:aws:serverlessrepo:*:*:applications/SecretsManager*"
                    },
                    {
                      "Sid": "S3Permissions",
                      "Effect": "Allow",
                      "Action": ["s3:GetObject"],
                      "Resource": [
                        "arn:aws:s3:::awsserverlessrepo-changesets*",
                        "arn:aws:s3:::secrets-manager-rotation-apps-*/*"
                      ]
                    }
                  ]
                }
                """
        ),
    ]
}
