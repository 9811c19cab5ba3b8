import Testing

@testable import ServiceIAM

/// "Who can touch this service" must not miss a wildcard or count a denial.
struct ServiceGrantsTests {
    @Test(
        "only an Allow of some of the service's actions grants",
        arguments: [
            (#""Effect":"Allow","Action":"s3:GetObject""#, true),
            (#""Effect":"Allow","Action":["sqs:*","S3:Get*"]"#, true),
            (#""Effect":"Allow","Action":"*""#, true), (#""Effect":"Allow","Action":"s3express:*""#, false),
            (#""Effect":"Deny","Action":"s3:*""#, false), (#""Effect":"Allow","NotAction":"iam:*""#, true),
            (#""Effect":"Allow","NotAction":["iam:*","s3:*"]"#, false),
            (#""Effect":"Allow","NotAction":"s3:Get*""#, true),
        ])
    func grants(_ statement: String, _ isGranted: Bool) {
        let one = "{\"Statement\":{\(statement),\"Resource\":\"*\"}}"
        let many = "{\"Statement\":[{\(statement),\"Resource\":\"*\"}]}"
        #expect(ServiceGrants.allows("s3", in: one) == isGranted)
        #expect(ServiceGrants.allows("s3", in: many) == isGranted)
    }
}
