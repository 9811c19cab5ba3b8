/// AWS's managed policies for AWS Lambda, and the roles of functions.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let lambda: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AWSLambdaBasicExecutionRole",
            path: "/service-role/",
            description: "Provides write permissions to CloudWatch Logs.",
            version: 1,
            created: 1_428_591_823,
            updated: 1_428_591_823,
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
            name: "AWSLambdaDynamoDBExecutionRole",
            path: "/service-role/",
            description: """
                Provides list and read access to DynamoDB streams and write permissions to \
                CloudWatch Logs.
                """,
            version: 1,
            created: 1_428_592_169,
            updated: 1_428_592_169,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
                        "dynamodb:ListStreams", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambdaKinesisExecutionRole",
            path: "/service-role/",
            description: """
                Provides list and read access to Kinesis streams and write permissions to CloudWatch \
                Logs.
                """,
            version: 2,
            created: 1_428_592_456,
            updated: 1_542_658_164,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
                        "kinesis:GetShardIterator", "kinesis:ListShards", "kinesis:ListStreams",
                        "kinesis:SubscribeToShard", "logs:CreateLogGroup", "logs:CreateLogStream",
                        "logs:PutLogEvents"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambdaSQSQueueExecutionRole",
            path: "/service-role/",
            description: """
                Provides receive message, delete message, and read attribute access to SQS queues, \
                and write permissions to CloudWatch logs.
                """,
            version: 1,
            created: 1_529_013_045,
            updated: 1_529_013_045,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
                        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambdaVPCAccessExecutionRole",
            path: "/service-role/",
            description: """
                Provides minimum permissions for a Lambda function to execute while accessing a \
                resource within a VPC - create, describe, delete network interfaces and write \
                permissions to CloudWatch Logs. 
                """,
            version: 3,
            created: 1_455_232_526,
            updated: 1_704_494_306,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AWSLambdaVPCAccessExecutionPermissions",
                      "Effect": "Allow",
                      "Action": [
                        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
                        "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
                        "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses",
                        "ec2:UnassignPrivateIpAddresses"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambdaRole",
            path: "/service-role/",
            description: "Default policy for AWS Lambda service role.",
            version: 1,
            created: 1_423_248_088,
            updated: 1_423_248_088,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["lambda:InvokeFunction"],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambdaExecute",
            description: "Provides Put, Get access to S3 and full access to CloudWatch Logs.",
            version: 1,
            created: 1_423_248_046,
            updated: 1_423_248_046,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["logs:*"],
                      "Resource": "arn:aws:logs:*:*:*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["s3:GetObject", "s3:PutObject"],
                      "Resource": "arn:aws:s3:::*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambdaInvocation-DynamoDB",
            description: "Provides read access to DynamoDB Streams.",
            version: 1,
            created: 1_423_248_047,
            updated: 1_423_248_047,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["lambda:InvokeFunction"],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
                        "dynamodb:ListStreams"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambda_FullAccess",
            description: """
                Grants full access to AWS Lambda service, AWS Lambda console features, and other \
                related AWS services.
                """,
            version: 7,
            created: 1_605_647_648,
            updated: 1_770_919_251,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "cloudformation:DescribeStacks", "cloudformation:ListStackResources",
                        "cloudwatch:ListMetrics", "cloudwatch:GetMetricData", "ec2:DescribeSecurityGroups",
                        "ec2:DescribeSubnets", "ec2:DescribeVpcs", "kms:DescribeKey", "kms:ListAliases",
                        "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole", "iam:GetRolePolicy",
                        "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:ListRoles", "lambda:*",
                        "logs:DescribeLogGroups", "states:DescribeStateMachine", "states:ListStateMachines",
                        "tag:GetResources", "xray:GetTraceSummaries", "xray:BatchGetTraces"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "iam:PassRole",
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents",
                        "logs:StartLiveTail", "logs:StopLiveTail"
                      ],
                      "Resource": "arn:aws:logs:*:*:log-group:/aws/lambda/*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "arn:aws:iam::*:role/aws-service-role/lambda.amazonaws.com/AWSServiceRoleForLambda",
                      "Condition": {
                        "StringEquals": {"iam:AWSServiceName": "lambda.amazonaws.com"}
                      }
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSLambda_ReadOnlyAccess",
            description: """
                Grants read-only access to AWS Lambda service, AWS Lambda console features, and \
                other related AWS services.
                """,
            version: 5,
            created: 1_605_647_432,
            updated: 1_770_919_375,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "cloudformation:DescribeStacks", "cloudformation:ListStacks",
                        "cloudformation:ListStackResources", "cloudwatch:GetMetricData", "cloudwatch:ListMetrics",
                        "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
                        "kms:ListAliases", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole",
                        "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies",
                        "iam:ListRoles", "logs:DescribeLogGroups", "lambda:Get*", "lambda:List*",
                        "states:DescribeStateMachine", "states:ListStateMachines", "tag:GetResources",
                        "xray:GetTraceSummaries", "xray:BatchGetTraces"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery",
                        "logs:StopQuery", "logs:DescribeQueries", "logs:GetLogGroupFields", "logs:GetLogRecord",
                        "logs:GetQueryResults", "logs:StartLiveTail", "logs:StopLiveTail"
                      ],
                      "Resource": "arn:aws:logs:*:*:log-group:/aws/lambda/*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSXRayDaemonWriteAccess",
            description: """
                Allow the AWS X-Ray Daemon to relay raw trace segments data to the service's API and \
                retrieve sampling data (rules, targets, etc.) to be used by the X-Ray SDK.
                """,
            version: 2,
            created: 1_535_497_233,
            updated: 1_707_861_510,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AWSXRayDaemonWriteAccess",
                      "Effect": "Allow",
                      "Action": [
                        "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules",
                        "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries"
                      ],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
    ]
}
