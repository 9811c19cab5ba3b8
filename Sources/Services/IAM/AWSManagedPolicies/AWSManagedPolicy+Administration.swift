/// AWS's managed policies for whole accounts.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let administration: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AdministratorAccess",
            description: "Provides full access to AWS services and resources.",
            version: 1,
            created: 1_423_247_986,
            updated: 1_423_247_986,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {"Effect": "Allow", "Action": "*", "Resource": "*"}
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "PowerUserAccess",
            description: """
                Provides full access to AWS services and resources, but does not allow management of \
                Users and groups.
                """,
            version: 12,
            created: 1_423_247_987,
            updated: 1_770_919_154,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "NotAction": ["iam:*", "organizations:*", "account:*"],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "account:GetAccountInformation", "account:GetGovCloudAccountInformation",
                        "account:GetPrimaryEmail", "account:ListRegions", "iam:CreateServiceLinkedRole",
                        "iam:DeleteServiceLinkedRole", "iam:ListRoles", "organizations:DescribeEffectivePolicy",
                        "organizations:DescribeOrganization"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSDenyAll",
            description: "Deny all access.",
            version: 2,
            created: 1_556_750_174,
            updated: 1_702_917_725,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "DenyAll",
                      "Effect": "Deny",
                      "Action": ["*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
