/// AWS's managed policies for AWS CloudFormation.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let deployment: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AWSCloudFormationFullAccess",
            description: "Provides full access to AWS CloudFormation.",
            version: 1,
            created: 1_564_177_835,
            updated: 1_564_177_835,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["cloudformation:*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AWSCloudFormationReadOnlyAccess",
            description: "Provides access to AWS CloudFormation via the AWS Management Console.",
            version: 7,
            created: 1_423_247_989,
            updated: 1_770_919_320,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "cloudformation:Describe*", "cloudformation:BatchDescribe*",
                        "cloudformation:EstimateTemplateCost", "cloudformation:Get*", "cloudformation:List*",
                        "cloudformation:ValidateTemplate", "cloudformation:Detect*"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
