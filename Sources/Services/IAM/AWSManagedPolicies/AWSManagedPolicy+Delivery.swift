/// AWS's managed policies for Amazon CloudFront, Route 53, API Gateway and certificates.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let delivery: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "CloudFrontFullAccess",
            description: """
                Provides full access to the CloudFront console plus the ability to list Amazon S3 \
                buckets via the AWS Management Console.
                """,
            version: 14,
            created: 1_423_247_990,
            updated: 1_770_919_185,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "cfflistbuckets",
                      "Effect": "Allow",
                      "Action": ["s3:ListAllMyBuckets"],
                      "Resource": "arn:aws:s3:::*"
                    },
                    {
                      "Sid": "cffullaccess",
                      "Effect": "Allow",
                      "Action": [
                        "acm:DescribeCertificate", "acm:ListCertificates", "cloudfront:*",
                        "cloudfront-keyvaluestore:*", "iam:ListServerCertificates", "waf:ListWebACLs",
                        "waf:GetWebACL", "wafv2:ListWebACLs", "wafv2:GetWebACL", "wafv2:CreateWebACL",
                        "kinesis:ListStreams", "ec2:DescribeInstances",
                        "elasticloadbalancing:DescribeLoadBalancers", "ec2:DescribeInternetGateways",
                        "ec2:DescribeIpamPools", "ec2:GetIpamPoolCidrs", "pricingplanmanager:ListSubscriptions",
                        "pricingplanmanager:CreateSubscription"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Sid": "cfrequestcertificate",
                      "Effect": "Allow",
                      "Action": ["acm:RequestCertificate"],
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {"aws:CalledViaLast": "cloudfront.amazonaws.com"}
                      }
                    },
                    {
                      "Sid": "cffdescribestream",
                      "Effect": "Allow",
                      "Action": ["kinesis:DescribeStream"],
                      "Resource": "arn:aws:kinesis:*:*:*"
                    },
                    {
                      "Sid": "cfflistroles",
                      "Effect": "Allow",
                      "Action": ["iam:ListRoles"],
                      "Resource": "arn:aws:iam::*:*"
                    },
                    {
                      "Sid": "ppmFullAccess",
                      "Effect": "Allow",
                      "Action": [
                        "pricingplanmanager:AssociateResourcesToSubscription",
                        "pricingplanmanager:CancelSubscription", "pricingplanmanager:CancelSubscriptionChange",
                        "pricingplanmanager:DisassociateResourcesFromSubscription",
                        "pricingplanmanager:GetSubscription", "pricingplanmanager:UpdateSubscription"
                      ],
                      "Resource": "arn:aws:pricingplanmanager::*:subscription:*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "CloudFrontReadOnlyAccess",
            description: """
                Provides access to CloudFront distribution configuration information and list \
                distributions via the AWS Management Console.
                """,
            version: 12,
            created: 1_423_247_995,
            updated: 1_770_919_146,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "cfReadOnly",
                      "Effect": "Allow",
                      "Action": [
                        "acm:DescribeCertificate", "acm:ListCertificates", "cloudfront:Describe*",
                        "cloudfront:Get*", "cloudfront:List*", "cloudfront-keyvaluestore:Describe*",
                        "cloudfront-keyvaluestore:Get*", "cloudfront-keyvaluestore:List*",
                        "iam:ListServerCertificates", "route53:List*", "waf:ListWebACLs", "waf:GetWebACL",
                        "wafv2:ListWebACLs", "wafv2:GetWebACL", "ec2:DescribeIpamPools", "ec2:GetIpamPoolCidrs",
                        "pricingplanmanager:ListSubscriptions", "pricingplanmanager:GetSubscription"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonRoute53FullAccess",
            description: "Provides full access to all Amazon Route 53 via the AWS Management Console.",
            version: 7,
            created: 1_423_248_054,
            updated: 1_770_919_240,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "route53:*", "route53domains:*", "cloudfront:ListDistributions",
                        "cloudfront:GetDistributionTenantByDomain", "cloudfront:GetConnectionGroup",
                        "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricStatistics", "cloudwatch:GetMetricData",
                        "ec2:DescribeVpcs", "ec2:DescribeVpcEndpoints", "ec2:DescribeRegions",
                        "elasticloadbalancing:DescribeLoadBalancers", "elasticbeanstalk:DescribeEnvironments",
                        "es:ListDomainNames", "es:DescribeDomains", "lightsail:GetContainerServices",
                        "s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketWebsite", "sns:ListTopics",
                        "sns:ListSubscriptionsByTopic", "tag:GetResources"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "apigateway:GET",
                      "Resource": "arn:aws:apigateway:*::/domainnames"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonRoute53ReadOnlyAccess",
            description: "Provides read only access to all Amazon Route 53 via the AWS Management Console.",
            version: 2,
            created: 1_423_248_055,
            updated: 1_479_244_516,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["route53:Get*", "route53:List*", "route53:TestDNSAnswer"],
                      "Resource": ["*"]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonAPIGatewayAdministrator",
            description: """
                Provides full access to create/edit/delete APIs in Amazon API Gateway via the AWS \
                Management Console.
                """,
            version: 1,
            created: 1_436_463_285,
            updated: 1_436_463_285,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["apigateway:*"],
                      "Resource": "arn:aws:apigateway:*::/*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonAPIGatewayInvokeFullAccess",
            description: "Provides full access to invoke APIs in Amazon API Gateway.",
            version: 2,
            created: 1_436_463_372,
            updated: 1_545_157_510,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["execute-api:Invoke", "execute-api:ManageConnections"],
                      "Resource": "arn:aws:execute-api:*:*:*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonAPIGatewayPushToCloudWatchLogs",
            path: "/service-role/",
            description: "Allows API Gateway to push logs to user's account.",
            version: 1,
            created: 1_447_285_306,
            updated: 1_447_285_306,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogGroups",
                        "logs:DescribeLogStreams", "logs:PutLogEvents", "logs:GetLogEvents",
                        "logs:FilterLogEvents"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSCertificateManagerFullAccess",
            description: "Provides full access to AWS Certificate Manager (ACM)",
            version: 2,
            created: 1_453_395_756,
            updated: 1_597_702_708,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["acm:*"],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "arn:aws:iam::*:role/aws-service-role/acm.amazonaws.com/\
                AWSServiceRoleForCertificateManager*",
                      "Condition": {
                        "StringEquals": {"iam:AWSServiceName": "acm.amazonaws.com"}
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "iam:DeleteServiceLinkedRole", "iam:GetServiceLinkedRoleDeletionStatus", "iam:GetRole"
                      ],
                      "Resource": "arn:aws:iam::*:role/aws-service-role/acm.amazonaws.com/\
                AWSServiceRoleForCertificateManager*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSCertificateManagerReadOnly",
            description: "Provides read only access to AWS Certificate Manager (ACM).",
            version: 5,
            created: 1_453_396_053,
            updated: 1_774_983_442,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "acm:DescribeCertificate", "acm:ListCertificates", "acm:SearchCertificates",
                        "acm:GetCertificate", "acm:ListTagsForCertificate", "acm:GetAccountConfiguration"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
