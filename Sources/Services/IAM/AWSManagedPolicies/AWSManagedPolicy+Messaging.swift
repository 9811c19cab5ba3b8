/// AWS's managed policies for Amazon SNS, SQS and SES.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let messaging: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AmazonSNSFullAccess",
            description: "Provides full access to Amazon SNS via the AWS Management Console.",
            version: 2,
            created: 1_423_248_065,
            updated: 1_727_217_125,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "SNSFullAccess",
                      "Effect": "Allow",
                      "Action": "sns:*",
                      "Resource": "*"
                    },
                    {
                      "Sid": "SMSAccessViaSNS",
                      "Effect": "Allow",
                      "Action": [
                        "sms-voice:DescribeVerifiedDestinationNumbers",
                        "sms-voice:CreateVerifiedDestinationNumber",
                        "sms-voice:SendDestinationNumberVerificationCode", "sms-voice:SendTextMessage",
                        "sms-voice:DeleteVerifiedDestinationNumber", "sms-voice:VerifyDestinationNumber",
                        "sms-voice:DescribeAccountAttributes", "sms-voice:DescribeSpendLimits",
                        "sms-voice:DescribePhoneNumbers", "sms-voice:SetTextMessageSpendLimitOverride",
                        "sms-voice:DescribeOptedOutNumbers", "sms-voice:DeleteOptedOutNumber"
                      ],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {"aws:CalledViaLast": "sns.amazonaws.com"}
                      }
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonSNSReadOnlyAccess",
            description: "Provides read only access to Amazon SNS via the AWS Management Console.",
            version: 2,
            created: 1_423_248_066,
            updated: 1_727_215_992,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "SNSReadOnlyAccess",
                      "Effect": "Allow",
                      "Action": [
                        "sns:GetTopicAttributes", "sns:List*", "sns:CheckIfPhoneNumberIsOptedOut",
                        "sns:GetEndpointAttributes", "sns:GetDataProtectionPolicy",
                        "sns:GetPlatformApplicationAttributes", "sns:GetSMSAttributes",
                        "sns:GetSMSSandboxAccountStatus", "sns:GetSubscriptionAttributes"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "SMSAccessViaSNS",
                      "Effect": "Allow",
                      "Action": [
                        "sms-voice:DescribeVerifiedDestinationNumbers", "sms-voice:DescribeAccountAttributes",
                        "sms-voice:DescribeSpendLimits", "sms-voice:DescribePhoneNumbers",
                        "sms-voice:DescribeOptedOutNumbers"
                      ],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {"aws:CalledViaLast": "sns.amazonaws.com"}
                      }
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonSNSRole",
            path: "/service-role/",
            description: "Default policy for Amazon SNS service role.",
            version: 1,
            created: 1_423_248_090,
            updated: 1_423_248_090,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
                        "logs:PutMetricFilter", "logs:PutRetentionPolicy"
                      ],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonSQSFullAccess",
            description: "Provides full access to Amazon SQS via the AWS Management Console.",
            version: 1,
            created: 1_423_248_067,
            updated: 1_423_248_067,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["sqs:*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonSQSReadOnlyAccess",
            description: "Provides read only access to Amazon SQS via the AWS Management Console.",
            version: 4,
            created: 1_423_248_068,
            updated: 1_716_574_604,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AmazonSQSReadOnlyAccess",
                      "Effect": "Allow",
                      "Action": [
                        "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListDeadLetterSourceQueues",
                        "sqs:ListQueues", "sqs:ListMessageMoveTasks", "sqs:ListQueueTags"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonSESFullAccess",
            description: "Provides full access to Amazon SES via the AWS Management Console.",
            version: 1,
            created: 1_423_248_062,
            updated: 1_423_248_062,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["ses:*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonSESReadOnlyAccess",
            description: "Provides read only access to Amazon SES via the AWS Management Console.",
            version: 2,
            created: 1_423_248_063,
            updated: 1_715_688_182,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "SESReadOnlyAccess",
                      "Effect": "Allow",
                      "Action": ["ses:Get*", "ses:List*", "ses:BatchGetMetricData"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
