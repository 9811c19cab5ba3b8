/// How far guests get at most in the enhanced flow, whatever their role says: session policies of AWS's own.
///
/// Source: "Access policies for guest identities" of "IAM roles" in the Cognito Developer Guide, and the AWS managed
/// policy reference. What either of the two allows, the role may allow too.
enum GuestPolicy {
    /// The managed policy, kept by IAM with the others.
    static let managed = "arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy"

    static let document =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["#
        + actions.map { "\"\($0)\"" }.joined(separator: ",") + #"],"Resource":["*"]}]}"#

    private static let actions = [
        "cloudwatch:*", "logs:*", "dynamodb:*", "kinesis:*", "mobileanalytics:*", "s3:*", "ses:*", "sns:*", "sqs:*",
        "lambda:*", "machinelearning:*", "execute-api:*", "iot:*", "gamelift:*", "cognito-identity:*", "cognito-idp:*",
        "lex:*", "polly:*", "comprehend:*", "translate:*", "transcribe:*", "rekognition:*", "mobiletargeting:*",
        "firehose:*", "appsync:*", "personalize:*", "sagemaker:InvokeEndpoint", "cognito-sync:*", "codewhisperer:*",
        "textract:DetectDocumentText", "textract:AnalyzeDocument", "sdb:*",
    ]
}
