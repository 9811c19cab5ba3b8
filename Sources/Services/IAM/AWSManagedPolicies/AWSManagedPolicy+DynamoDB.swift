/// AWS's managed policies for Amazon DynamoDB.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let dynamoDB: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AmazonDynamoDBFullAccess",
            description: "Provides full access to Amazon DynamoDB via the AWS Management Console.",
            version: 15,
            created: 1_423_248_011,
            updated: 1_611_941_910,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "dynamodb:*", "dax:*", "application-autoscaling:DeleteScalingPolicy",
                        "application-autoscaling:DeregisterScalableTarget",
                        "application-autoscaling:DescribeScalableTargets",
                        "application-autoscaling:DescribeScalingActivities",
                        "application-autoscaling:DescribeScalingPolicies",
                        "application-autoscaling:PutScalingPolicy",
                        "application-autoscaling:RegisterScalableTarget", "cloudwatch:DeleteAlarms",
                        "cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms",
                        "cloudwatch:DescribeAlarmsForMetric", "cloudwatch:GetMetricStatistics",
                        "cloudwatch:ListMetrics", "cloudwatch:PutMetricAlarm", "cloudwatch:GetMetricData",
                        "datapipeline:ActivatePipeline", "datapipeline:CreatePipeline",
                        "datapipeline:DeletePipeline", "datapipeline:DescribeObjects",
                        "datapipeline:DescribePipelines", "datapipeline:GetPipelineDefinition",
                        "datapipeline:ListPipelines", "datapipeline:PutPipelineDefinition",
                        "datapipeline:QueryObjects", "ec2:DescribeVpcs", "ec2:DescribeSubnets",
                        "ec2:DescribeSecurityGroups", "iam:GetRole", "iam:ListRoles", "kms:DescribeKey",
                        "kms:ListAliases", "sns:CreateTopic", "sns:DeleteTopic", "sns:ListSubscriptions",
                        "sns:ListSubscriptionsByTopic", "sns:ListTopics", "sns:Subscribe", "sns:Unsubscribe",
                        "sns:SetTopicAttributes", "lambda:CreateFunction", "lambda:ListFunctions",
                        "lambda:ListEventSourceMappings", "lambda:CreateEventSourceMapping",
                        "lambda:DeleteEventSourceMapping", "lambda:GetFunctionConfiguration",
                        "lambda:DeleteFunction", "resource-groups:ListGroups",
                        "resource-groups:ListGroupResources", "resource-groups:GetGroup",
                        "resource-groups:GetGroupQuery", "resource-groups:DeleteGroup",
                        "resource-groups:CreateGroup", "tag:GetResources", "kinesis:ListStreams",
                        "kinesis:DescribeStream", "kinesis:DescribeStreamSummary"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "cloudwatch:GetInsightRuleReport",
                      "Resource": "arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["iam:PassRole"],
                      "Resource": "*",
                      "Condition": {
                        "StringLike": {
                          "iam:PassedToService": [
                            "application-autoscaling.amazonaws.com", "application-autoscaling.amazonaws.com.cn",
                            "dax.amazonaws.com"
                          ]
                        }
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["iam:CreateServiceLinkedRole"],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {
                          "iam:AWSServiceName": [
                            "replication.dynamodb.amazonaws.com", "dax.amazonaws.com",
                            "dynamodb.application-autoscaling.amazonaws.com",
                            "contributorinsights.dynamodb.amazonaws.com",
                            "kinesisreplication.dynamodb.amazonaws.com"
                          ]
                        }
                      }
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonDynamoDBFullAccess_v2",
            description: "Provides full access to Amazon DynamoDB",
            version: 3,
            created: 1_747_925_526,
            updated: 1_770_919_377,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "DDBAndDAXFullAccess",
                      "Effect": "Allow",
                      "Action": ["dynamodb:*", "dax:*"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "KMSIntegration",
                      "Effect": "Allow",
                      "Action": ["kms:DescribeKey", "kms:ListAliases"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "LambdaIntegration",
                      "Effect": "Allow",
                      "Action": ["lambda:ListEventSourceMappings", "lambda:ListFunctions"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "DaxSNSIntegration",
                      "Effect": "Allow",
                      "Action": ["sns:ListTopics"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "ApplicationAutoscalingIntegration",
                      "Effect": "Allow",
                      "Action": [
                        "application-autoscaling:DeleteScalingPolicy",
                        "application-autoscaling:DeregisterScalableTarget",
                        "application-autoscaling:PutScalingPolicy",
                        "application-autoscaling:RegisterScalableTarget"
                      ],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {
                          "application-autoscaling:service-namespace": "dynamodb"
                        }
                      }
                    },
                    {
                      "Sid": "ApplicationAutoscalingDescribeActions",
                      "Effect": "Allow",
                      "Action": [
                        "application-autoscaling:DescribeScalableTargets",
                        "application-autoscaling:DescribeScalingActivities",
                        "application-autoscaling:DescribeScalingPolicies"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "TagManagement",
                      "Effect": "Allow",
                      "Action": ["tag:GetResources"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "CloudwatchMonitoring",
                      "Effect": "Allow",
                      "Action": [
                        "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricStatistics", "cloudwatch:GetMetricData"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "ListKinesisResources",
                      "Effect": "Allow",
                      "Action": [
                        "kinesis:ListStreams", "kinesis:DescribeStream", "kinesis:DescribeStreamSummary"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "ListEC2ResourcesForDaxClusterCreation",
                      "Effect": "Allow",
                      "Action": ["ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups"],
                      "Resource": "*"
                    },
                    {
                      "Sid": "CloudwatchInsightsRules",
                      "Effect": "Allow",
                      "Action": "cloudwatch:GetInsightRuleReport",
                      "Resource": "arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*"
                    },
                    {
                      "Sid": "ServiceRoleCreation",
                      "Effect": "Allow",
                      "Action": ["iam:CreateServiceLinkedRole"],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {
                          "iam:AWSServiceName": [
                            "replication.dynamodb.amazonaws.com", "dax.amazonaws.com",
                            "dynamodb.application-autoscaling.amazonaws.com",
                            "contributorinsights.dynamodb.amazonaws.com",
                            "kinesisreplication.dynamodb.amazonaws.com"
                          ]
                        }
                      }
                    },
                    {
                      "Sid": "IamIntegration",
                      "Effect": "Allow",
                      "Action": ["iam:ListRoles"],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonDynamoDBReadOnlyAccess",
            description: "Provides read only access to Amazon DynamoDB via the AWS Management Console.",
            version: 15,
            created: 1_423_248_012,
            updated: 1_731_951_495,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "GeneralReadOnlyAccess",
                      "Effect": "Allow",
                      "Action": [
                        "application-autoscaling:DescribeScalableTargets",
                        "application-autoscaling:DescribeScalingActivities",
                        "application-autoscaling:DescribeScalingPolicies", "cloudwatch:DescribeAlarmHistory",
                        "cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmsForMetric",
                        "cloudwatch:GetMetricStatistics", "cloudwatch:ListMetrics", "cloudwatch:GetMetricData",
                        "datapipeline:DescribeObjects", "datapipeline:DescribePipelines",
                        "datapipeline:GetPipelineDefinition", "datapipeline:ListPipelines",
                        "datapipeline:QueryObjects", "dynamodb:BatchGetItem", "dynamodb:Describe*",
                        "dynamodb:List*", "dynamodb:GetAbacStatus", "dynamodb:GetItem",
                        "dynamodb:GetResourcePolicy", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect",
                        "dax:Describe*", "dax:List*", "dax:GetItem", "dax:BatchGetItem", "dax:Query", "dax:Scan",
                        "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "iam:GetRole",
                        "iam:ListRoles", "kms:DescribeKey", "kms:ListAliases", "sns:ListSubscriptionsByTopic",
                        "sns:ListTopics", "lambda:ListFunctions", "lambda:ListEventSourceMappings",
                        "lambda:GetFunctionConfiguration", "resource-groups:ListGroups",
                        "resource-groups:ListGroupResources", "resource-groups:GetGroup",
                        "resource-groups:GetGroupQuery", "tag:GetResources", "kinesis:ListStreams",
                        "kinesis:DescribeStream", "kinesis:DescribeStreamSummary"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "CCIAccess",
                      "Effect": "Allow",
                      "Action": "cloudwatch:GetInsightRuleReport",
                      "Resource": "arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*"
                    }
                  ]
                }
                """
        ),
    ]
}
