/// AWS's managed policies for Amazon Cognito.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let cognito: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AmazonCognitoDeveloperAuthenticatedIdentities",
            description: """
                Provides access to Amazon Cognito APIs to support developer authenticated identities \
                from your authentication backend.
                """,
            version: 1,
            created: 1_427_217_743,
            updated: 1_427_217_743,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
                        "cognito-identity:LookupDeveloperIdentity", "cognito-identity:MergeDeveloperIdentities",
                        "cognito-identity:UnlinkDeveloperIdentity"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonCognitoIdpEmailServiceRolePolicy",
            path: "/aws-service-role/",
            description: """
                Allows Amazon Cognito User Pools service to use your SES identities for sending \
                emails
                """,
            version: 1,
            created: 1_553_203_945,
            updated: 1_553_203_945,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["ses:SendEmail", "ses:SendRawEmail"],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Deny",
                      "Action": ["ses:List*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonCognitoIdpServiceRolePolicy",
            path: "/aws-service-role/",
            description: """
                Enables access to AWS Services and Resources used or managed by Amazon Cognito User \
                Pools
                """,
            version: 1,
            created: 1_593_210_620,
            updated: 1_593_210_620,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["cognito-idp:Describe*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonCognitoPowerUser",
            description: """
                Provides administrative access to existing Amazon Cognito resources. You will need \
                AWS account admin privileges to create new Cognito resources.
                """,
            version: 9,
            created: 1_427_217_296,
            updated: 1_770_919_209,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "cognito-identity:*", "cognito-idp:*", "cognito-sync:*", "iam:ListRoles",
                        "iam:ListOpenIdConnectProviders", "iam:GetRole", "iam:ListSAMLProviders",
                        "iam:GetSAMLProvider", "kinesis:ListStreams", "lambda:GetPolicy", "lambda:ListFunctions",
                        "sns:GetSMSSandboxAccountStatus", "sns:ListPlatformApplications", "ses:ListIdentities",
                        "ses:GetIdentityVerificationAttributes", "mobiletargeting:GetApps",
                        "acm:ListCertificates", "sms-voice:DescribeAccountAttributes"
                      ],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": "iam:CreateServiceLinkedRole",
                      "Resource": "*",
                      "Condition": {
                        "StringEquals": {
                          "iam:AWSServiceName": ["cognito-idp.amazonaws.com", "email.cognito-idp.amazonaws.com"]
                        }
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["iam:DeleteServiceLinkedRole", "iam:GetServiceLinkedRoleDeletionStatus"],
                      "Resource": [
                        "arn:aws:iam::*:role/aws-service-role/cognito-idp.amazonaws.com/\
                AWSServiceRoleForAmazonCognitoIdp*",
                        "arn:aws:iam::*:role/aws-service-role/email.cognito-idp.amazonaws.com/\
                AWSServiceRoleForAmazonCognitoIdpEmail*"
                      ]
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonCognitoReadOnly",
            description: "Provides read only access to Amazon Cognito resources.",
            version: 4,
            created: 1_427_216_806,
            updated: 1_564_687_264,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "cognito-identity:Describe*", "cognito-identity:Get*", "cognito-identity:List*",
                        "cognito-idp:Describe*", "cognito-idp:AdminGet*", "cognito-idp:AdminList*",
                        "cognito-idp:List*", "cognito-idp:Get*", "cognito-sync:Describe*", "cognito-sync:Get*",
                        "cognito-sync:List*", "iam:ListOpenIdConnectProviders", "iam:ListRoles",
                        "sns:ListPlatformApplications"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonCognitoUnAuthedIdentitiesSessionPolicy",
            description: """
                This policy defines the set of permissions allowed for unauthenticated identities \
                for Cognito Identity Pools. This policy is not intended to be used as a stand-alone \
                permission policy. It is used as a guardrail against overly permissive policies \
                attached to a role in an identity pool. Do not attach this policy to any role, as \
                Cognito Identity Service will automatically include it as a scoped down policy when \
                creating credentials. The privileges to temporarily access other AWS resources \
                through the enhanced flow will now be defined by the intersection of the role \
                associated with the identity of the unauthenticated user provided by a service, and \
                the privileges given in this managed policy that is owned by Cognito.
                """,
            version: 3,
            created: 1_689_807_845,
            updated: 1_730_484_764,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "CognitoUnAuthedIdentitiesSessionPolicy",
                      "Effect": "Allow",
                      "Action": [
                        "rum:PutRumEvents", "sagemaker:InvokeEndpoint", "polly:*", "comprehend:*", "translate:*",
                        "transcribe:*", "rekognition:*", "mobiletargeting:*", "firehose:*", "personalize:*",
                        "geo:GetMap*", "geo:SearchPlaceIndex*", "geo:GetPlace", "geo:CalculateRoute*",
                        "geo:*Geofence", "geo:*Geofences", "geo:*DevicePosition*", "kms:Encrypt", "kms:Decrypt",
                        "kms:ReEncryptTo", "kms:ReEncryptFrom", "kms:GenerateDataKey", "kms:GenerateDataKeyPair",
                        "kms:GenerateDataKeyPairWithoutPlaintext", "kms:GenerateDataKeyWithoutPlaintext"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonCognitoUnauthenticatedIdentities",
            description: """
                This policy defines the set of permissions allowed for unauthenticated identities \
                for Cognito Identity Pools. This does not need to be attached to your unauth role, \
                as Cognito Identity Service will automatically include it as a scoped down policy \
                when creating credentials. The privileges to temporarily access other AWS resources \
                through the enhanced flow will now be defined by the intersection of the role \
                associated with the identity of the unauthenticated user provided by a service, and \
                the privileges given in this managed policy that is owned by Cognito.
                """,
            version: 1,
            created: 1_675_290_987,
            updated: 1_675_290_987,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "rum:PutRumEvents",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
