/// AWS's managed policies for IAM itself.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let identity: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "IAMFullAccess",
            description: "Provides full access to IAM via the AWS Management Console.",
            version: 2,
            created: 1_423_248_038,
            updated: 1_561_146_000,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "iam:*", "organizations:DescribeAccount", "organizations:DescribeOrganization",
                        "organizations:DescribeOrganizationalUnit", "organizations:DescribePolicy",
                        "organizations:ListChildren", "organizations:ListParents",
                        "organizations:ListPoliciesForTarget", "organizations:ListRoots",
                        "organizations:ListPolicies", "organizations:ListTargetsForPolicy"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "IAMReadOnlyAccess",
            description: "Provides read only access to IAM via the AWS Management Console.",
            version: 4,
            created: 1_423_248_039,
            updated: 1_516_907_487,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:Get*",
                        "iam:List*", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "IAMUserChangePassword",
            description: "Provides the ability for an IAM user to change their own password.",
            version: 5,
            created: 1_479_169_516,
            updated: 1_770_919_137,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["iam:ChangePassword"],
                      "Resource": [
                        "arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::*:user/*/${aws:username}"
                      ]
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["iam:GetAccountPasswordPolicy"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
