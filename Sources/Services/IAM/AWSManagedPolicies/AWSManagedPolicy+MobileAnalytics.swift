/// AWS's managed policies for Amazon Mobile Analytics.
///
/// Documents and versions as AWS publishes them (AWS managed policy reference).
extension AWSManagedPolicy {
    static let mobileAnalytics: [AWSManagedPolicy] = [
        AWSManagedPolicy(
            name: "AmazonMobileAnalyticsFinancialReportAccess",
            description: """
                Provides read only access to all reports including financial data for all \
                application resources.
                """,
            version: 1,
            created: 1_423_248_035,
            updated: 1_423_248_035,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["mobileanalytics:GetReports", "mobileanalytics:GetFinancialReports"],
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonMobileAnalyticsFullAccess",
            description: "Provides full access to all application resources.",
            version: 1,
            created: 1_423_248_034,
            updated: 1_423_248_034,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "mobileanalytics:*",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonMobileAnalyticsNon-financialReportAccess",
            description: """
                Provides read only access to non financial reports for all application resources.
                """,
            version: 1,
            created: 1_423_248_036,
            updated: 1_423_248_036,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "mobileanalytics:GetReports",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        AWSManagedPolicy(
            name: "AmazonMobileAnalyticsWriteOnlyAccess",
            description: """
                Provides write only access to put event data for all application resources. \
                (Recommended for SDK integration)
                """,
            version: 1,
            created: 1_423_248_037,
            updated: 1_423_248_037,
            document: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "mobileanalytics:PutEvents",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
