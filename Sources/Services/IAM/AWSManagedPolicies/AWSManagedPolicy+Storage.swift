/// AWS's managed policies for Amazon S3.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let storage: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AmazonS3FullAccess",
            description: "Provides full access to all buckets via the AWS Management Console.",
            version: 2,
            created: 1_423_248_058,
            updated: 1_632_773_797,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["s3:*", "s3-object-lambda:*"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonS3ReadOnlyAccess",
            description: "Provides read only access to all buckets via the AWS Management Console.",
            version: 3,
            created: 1_423_248_059,
            updated: 1_691_703_099,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
