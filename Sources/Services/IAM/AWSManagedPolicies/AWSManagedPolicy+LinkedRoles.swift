/// AWS's managed policies for service-linked roles.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let linkedRoles: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "APIGatewayServiceRolePolicy",
            path: "/aws-service-role/",
            description: "Allows API Gateway to manage associated AWS Resources on behalf of the customer.",
            version: 9,
            created: 1_508_520_190,
            updated: 1_626_128_680,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "elasticloadbalancing:AddListenerCertificates",
                        "elasticloadbalancing:RemoveListenerCertificates", "elasticloadbalancing:ModifyListener",
                        "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeLoadBalancers",
                        "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingTargets",
                        "xray:GetSamplingRules", "logs:CreateLogDelivery", "logs:GetLogDelivery",
                        "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
                        "servicediscovery:DiscoverInstances"
                      ],
                      "Resource": ["*"]
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "firehose:DescribeDeliveryStream", "firehose:PutRecord", "firehose:PutRecordBatch"
                      ],
                      "Resource": "arn:aws:firehose:*:*:deliverystream/amazon-apigateway-*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["acm:DescribeCertificate", "acm:GetCertificate"],
                      "Resource": "arn:aws:acm:*:*:certificate/*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "ec2:CreateNetworkInterfacePermission",
                      "Resource": "arn:aws:ec2:*:*:network-interface/*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "ec2:CreateTags",
                      "Resource": "arn:aws:ec2:*:*:network-interface/*",
                      "Condition": {
                        "ForAllValues:StringEquals": {
                          "aws:TagKeys": ["Owner", "VpcLinkId"]
                        }
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ec2:ModifyNetworkInterfaceAttribute", "ec2:DeleteNetworkInterface",
                        "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface",
                        "ec2:DeleteNetworkInterfacePermission", "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeAvailabilityZones", "ec2:DescribeNetworkInterfaceAttribute",
                        "ec2:DescribeVpcs", "ec2:DescribeNetworkInterfacePermissions",
                        "ec2:UnassignPrivateIpAddresses", "ec2:DescribeSubnets", "ec2:DescribeRouteTables",
                        "ec2:DescribeSecurityGroups"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "servicediscovery:GetNamespace",
                      "Resource": "arn:aws:servicediscovery:*:*:namespace/*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "servicediscovery:GetService",
                      "Resource": "arn:aws:servicediscovery:*:*:service/*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSAppSyncServiceRolePolicy",
            path: "/aws-service-role/",
            version: 1,
            created: 1_579_636_613,
            updated: 1_579_636_613,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingTargets",
                        "xray:GetSamplingRules", "xray:GetSamplingStatisticSummaries"
                      ],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSApplicationAutoscalingDynamoDBTablePolicy",
            path: "/aws-service-role/",
            description: """
                Policy granting permissions to Application Auto Scaling to access DynamoDB and \
                CloudWatch.
                """,
            version: 1,
            created: 1_508_535_297,
            updated: 1_508_535_297,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "dynamodb:DescribeTable", "dynamodb:UpdateTable", "cloudwatch:PutMetricAlarm",
                        "cloudwatch:DescribeAlarms", "cloudwatch:DeleteAlarms"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSApplicationAutoscalingLambdaConcurrencyPolicy",
            path: "/aws-service-role/",
            description: """
                Policy granting permissions to Application Auto Scaling to access Lambda and \
                CloudWatch.
                """,
            version: 1,
            created: 1_571_688_257,
            updated: 1_571_688_257,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "lambda:PutProvisionedConcurrencyConfig", "lambda:GetProvisionedConcurrencyConfig",
                        "lambda:DeleteProvisionedConcurrencyConfig", "cloudwatch:PutMetricAlarm",
                        "cloudwatch:DescribeAlarms", "cloudwatch:DeleteAlarms"
                      ],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSCloudFrontLogger",
            path: "/aws-service-role/",
            description: "Grants CloudFront Logger write permissions to CloudWatch Logs.",
            version: 2,
            created: 1_528_834_523,
            updated: 1_574_451_231,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                      "Resource": "arn:aws:logs:*:*:log-group:/aws/cloudfront/*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSElasticBeanstalkServiceRolePolicy",
            path: "/aws-service-role/",
            version: 6,
            created: 1_505_346_397,
            updated: 1_559_858_391,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AllowCloudformationReadOperationsOnElasticBeanstalkStacks",
                      "Effect": "Allow",
                      "Action": [
                        "cloudformation:DescribeStackResource", "cloudformation:DescribeStackResources",
                        "cloudformation:DescribeStacks"
                      ],
                      "Resource": [
                        "arn:aws:cloudformation:*:*:stack/awseb-*", "arn:aws:cloudformation:*:*:stack/eb-*"
                      ]
                    },
                    {
                      "Sid": "AllowOperations",
                      "Effect": "Allow",
                      "Action": [
                        "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances",
                        "autoscaling:DescribeNotificationConfigurations", "autoscaling:DescribeScalingActivities",
                        "autoscaling:PutNotificationConfiguration", "ec2:DescribeInstanceStatus",
                        "ec2:AssociateAddress", "ec2:DescribeAddresses", "ec2:DescribeInstances",
                        "ec2:DescribeSecurityGroups", "elasticloadbalancing:DescribeInstanceHealth",
                        "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTargetHealth",
                        "elasticloadbalancing:DescribeTargetGroups", "lambda:GetFunction",
                        "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sns:Publish"
                      ],
                      "Resource": ["*"]
                    },
                    {
                      "Sid": "AllowOperationsOnHealthStreamingLogs",
                      "Effect": "Allow",
                      "Action": [
                        "logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams",
                        "logs:DeleteLogGroup", "logs:PutLogEvents"
                      ],
                      "Resource": "arn:aws:logs:*:*:log-group:/aws/elasticbeanstalk/*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSElasticLoadBalancingServiceRolePolicy",
            path: "/aws-service-role/",
            version: 14,
            created: 1_505_859_544,
            updated: 1_770_919_088,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ec2:DescribeAddresses", "ec2:DescribeCoipPools", "ec2:DescribeInstances",
                        "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups",
                        "ec2:DescribeVpcs", "ec2:DescribeInternetGateways", "ec2:DescribeAccountAttributes",
                        "ec2:DescribeClassicLinkInstances", "ec2:DescribeVpcClassicLink",
                        "ec2:CreateSecurityGroup", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
                        "ec2:GetCoipPoolUsage", "ec2:GetSecurityGroupsForVpc",
                        "ec2:ModifyNetworkInterfaceAttribute", "ec2:AllocateAddress",
                        "ec2:AuthorizeSecurityGroupIngress", "ec2:AssociateAddress", "ec2:DisassociateAddress",
                        "ec2:AttachNetworkInterface", "ec2:DetachNetworkInterface",
                        "ec2:AssignPrivateIpAddresses", "ec2:AssignIpv6Addresses", "ec2:ReleaseAddress",
                        "ec2:UnassignIpv6Addresses", "ec2:DescribeVpcPeeringConnections",
                        "ec2:DescribeAvailabilityZones", "ec2:AllocateIpamPoolCidr", "logs:CreateLogDelivery",
                        "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
                        "logs:ListLogDeliveries", "outposts:GetOutpostInstanceTypes"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambdaReplicator",
            path: "/aws-service-role/",
            description: """
                Grants Lambda Replicator necessary permissions to replicate functions across regions
                """,
            version: 3,
            created: 1_495_561_983,
            updated: 1_512_692_274,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "LambdaCreateDeletePermission",
                      "Effect": "Allow",
                      "Action": [
                        "lambda:CreateFunction", "lambda:DeleteFunction", "lambda:DisableReplication"
                      ],
                      "Resource": ["arn:aws:lambda:*:*:function:*"]
                    },
                    {
                      "Sid": "IamPassRolePermission",
                      "Effect": "Allow",
                      "Action": ["iam:PassRole"],
                      "Resource": ["*"],
                      "Condition": {
                        "StringLikeIfExists": {"iam:PassedToService": "lambda.amazonaws.com"}
                      }
                    },
                    {
                      "Sid": "CloudFrontListDistributions",
                      "Effect": "Allow",
                      "Action": ["cloudfront:ListDistributionsByLambdaFunction"],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonEventBridgeApiDestinationsServiceRolePolicy",
            path: "/aws-service-role/",
            version: 7,
            created: 1_613_076_725,
            updated: 1_770_919_103,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "secretsmanager:CreateSecret", "secretsmanager:UpdateSecret",
                        "secretsmanager:DescribeSecret", "secretsmanager:DeleteSecret",
                        "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"
                      ],
                      "Resource": "arn:aws:secretsmanager:*:*:secret:events!connection/*",
                      "Condition": {
                        "StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
                      "Resource": "arn:aws:kms:*:*:key/*",
                      "Condition": {
                        "StringEquals": {
                          "aws:ResourceTag/EventBridgeApiDestinations": "true"
                        },
                        "StringLike": {
                          "kms:EncryptionContext:SecretARN": ["arn:aws:secretsmanager:*:*:secret:\
                events!connection/*"],
                          "kms:ViaService": "secretsmanager.*.amazonaws.com"
                        }
                      }
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AutoScalingServiceRolePolicy",
            path: "/aws-service-role/",
            version: 10,
            created: 1_515_453_055,
            updated: 1_762_971_546,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "EC2InstanceManagement",
                      "Effect": "Allow",
                      "Action": [
                        "ec2:AttachClassicLinkVpc", "ec2:CancelSpotInstanceRequests",
                        "ec2:CreateReplaceRootVolumeTask", "ec2:CreateFleet", "ec2:CreateTags", "ec2:DeleteTags",
                        "ec2:Describe*", "ec2:DetachClassicLinkVpc",
                        "ec2:GetInstanceTypesFromInstanceRequirements", "ec2:GetSecurityGroupsForVpc",
                        "ec2:ModifyInstanceAttribute", "ec2:RequestSpotInstances", "ec2:RunInstances",
                        "ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "EC2InstanceProfileManagement",
                      "Effect": "Allow",
                      "Action": ["iam:PassRole"],
                      "Resource": "*",
                      "Condition": {
                        "StringLike": {"iam:PassedToService": "ec2.amazonaws.com*"}
                      }
                    },
                    {
                      "Sid": "EC2SpotManagement",
                      "Effect": "Allow",
                      "Action": ["iam:CreateServiceLinkedRole"],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {"iam:AWSServiceName": "spot.amazonaws.com"}
                      }
                    },
                    {
                      "Sid": "ELBManagement",
                      "Effect": "Allow",
                      "Action": [
                        "elasticloadbalancing:Register*", "elasticloadbalancing:Deregister*",
                        "elasticloadbalancing:Describe*"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "CWManagement",
                      "Effect": "Allow",
                      "Action": [
                        "cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData",
                        "cloudwatch:PutMetricAlarm"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "SNSManagement",
                      "Effect": "Allow",
                      "Action": ["sns:Publish"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "EventBridgeRuleManagement",
                      "Effect": "Allow",
                      "Action": [
                        "events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:DeleteRule"
                      ],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {"events:ManagedBy": "autoscaling.amazonaws.com"}
                      }
                    },
                    {
                      "Sid": "SystemsManagerParameterManagement",
                      "Effect": "Allow",
                      "Action": ["ssm:GetParameters"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "VpcLatticeManagement",
                      "Effect": "Allow",
                      "Action": [
                        "vpc-lattice:DeregisterTargets", "vpc-lattice:GetTargetGroup", "vpc-lattice:ListTargets",
                        "vpc-lattice:ListTargetGroups", "vpc-lattice:RegisterTargets"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "ResourceGroupsManagement",
                      "Effect": "Allow",
                      "Action": ["resource-groups:ListGroupResources"],
                      "Resource": "arn:*:resource-groups:*:*:group/*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "CertificateManagerServiceRolePolicy",
            path: "/aws-service-role/",
            version: 1,
            created: 1_593_107_809,
            updated: 1_593_107_809,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["acm-pca:IssueCertificate", "acm-pca:GetCertificate"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "CloudWatchEventsServiceRolePolicy",
            path: "/aws-service-role/",
            version: 1,
            created: 1_510_879_324,
            updated: 1_510_879_324,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "cloudwatch:DescribeAlarms", "ec2:DescribeInstanceStatus", "ec2:DescribeInstances",
                        "ec2:DescribeSnapshots", "ec2:DescribeVolumeStatus", "ec2:DescribeVolumes",
                        "ec2:RebootInstances", "ec2:StopInstances", "ec2:TerminateInstances", "ec2:CreateSnapshot"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "DynamoDBKinesisReplicationServiceRolePolicy",
            path: "/aws-service-role/",
            version: 1,
            created: 1_605_141_805,
            updated: 1_605_141_805,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "kms:GenerateDataKey",
                      "Resource": "*",
                      "Condition": {
                        "StringLike": {"kms:ViaService": "kinesis.*.amazonaws.com"}
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["kinesis:PutRecord", "kinesis:PutRecords", "kinesis:DescribeStream"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "DynamoDBReplicationServiceRolePolicy",
            path: "/aws-service-role/",
            description: "Permissions required by DynamoDB for cross-region data replication",
            version: 8,
            created: 1_510_271_734,
            updated: 1_704_744_636,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "DynamoDBActionsNeededForSteadyStateReplication",
                      "Effect": "Allow",
                      "Action": [
                        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem",
                        "dynamodb:DescribeTable", "dynamodb:UpdateTable", "dynamodb:Scan",
                        "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
                        "dynamodb:DescribeTimeToLive", "dynamodb:UpdateTimeToLive", "dynamodb:DescribeLimits",
                        "dynamodb:GetResourcePolicy", "application-autoscaling:RegisterScalableTarget",
                        "application-autoscaling:DescribeScalableTargets",
                        "application-autoscaling:PutScalingPolicy",
                        "application-autoscaling:DescribeScalingPolicies", "account:ListRegions"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "DynamoDBReplicationServiceRolePolicy",
                      "Effect": "Allow",
                      "Action": ["iam:CreateServiceLinkedRole"],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {
                          "iam:AWSServiceName": ["dynamodb.application-autoscaling.amazonaws.com"]
                        }
                      }
                    }
                  ]
                }
                """
        ),
    ]
}
