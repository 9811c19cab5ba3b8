import LambdaModel
import Testing

/// A request for a new function that is refused, and the answer.
struct CreationRefusal: Sendable, CustomTestStringConvertible {
    let answer: String
    let change: @Sendable (inout CreateFunctionRequest) -> Void

    init(_ answer: String, _ change: @escaping @Sendable (inout CreateFunctionRequest) -> Void) {
        self.answer = answer
        self.change = change
    }

    private static func invalid(
        _ message: String, _ change: @escaping @Sendable (inout CreateFunctionRequest) -> Void
    ) -> Self {
        Self("InvalidParameterValueException: \(message)", change)
    }

    var testDescription: String { answer }

    static let all = names + roles + runtimes + sizes + archives + others

    private static let longName = String(repeating: "n", count: 65)

    private static let names: [Self] = [
        Self(
            "ResourceNotFoundException: Functions from 'us-east-1' are not reachable in this region ('eu-central-1')"
        ) { $0.functionName = "arn:aws:lambda:us-east-1:123456789012:function:f" },
        Self("AccessDeniedException: Cross-account creation of functions is not allowed.") {
            $0.functionName = "210987654321:function:f"
        },
        invalid(
            "1 validation error detected: Value '\(longName)' at 'functionName' failed to satisfy constraint: "
                + "Member must have length less than or equal to 64"
        ) { $0.functionName = longName },
    ]

    private static let roles: [Self] = [
        invalid("The role defined for the function cannot be assumed by Lambda.") {
            $0.role = "arn:aws:iam::123456789012:role/machine"
        },
        invalid("The role defined for the function cannot be assumed by Lambda.") {
            $0.role = "arn:aws:iam::123456789012:role/path/app"
        },
        invalid("The role defined for the function cannot be assumed by Lambda.") {
            $0.role = "arn:aws:iam::123456789012:role/missing"
        },
        Self("AccessDeniedException: Cross-account pass role is not allowed.") {
            $0.role = "arn:aws:iam::210987654321:role/app"
        },
    ]

    private static let runtimes: [Self] = [
        invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages.") {
            $0.handler = nil
        },
        invalid(
            "The runtime parameter of nodejs14.x is no longer supported for creating or updating AWS Lambda functions. "
                + "We recommend you use the new runtime (nodejs22.x) while creating or updating functions."
        ) { $0.runtime = .nodejs14X },
        invalid("The runtime java21 cannot run on this server: no Java is installed.") { $0.runtime = .java21 },
        invalid(
            "Architecture \(foreign) cannot run on this server, whose processor is \(own), with provided.al2023."
        ) {
            $0.runtime = .providedAl2023
            $0.architectures = [Architecture(rawValue: foreign)]
        },
    ]

    #if arch(arm64)
        private static let (own, foreign) = ("arm64", "x86_64")
    #else
        private static let (own, foreign) = ("x86_64", "arm64")
    #endif

    private static let sizes: [Self] = [
        Self(
            "ValidationException: 1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: "
                + "Member must have value less than or equal to 900"
        ) { $0.timeout = 901 },
        invalid(
            "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240"
        ) { $0.memorySize = 10_241 },
        Self("RequestEntityTooLargeException: Zipped size must be smaller than 52428800 bytes") {
            $0.code = FunctionCode(zipFile: [UInt8](repeating: 0, count: 52_428_801))
        },
        invalid(
            "Lambda was unable to configure your environment variables because the environment variables you have "
                + "provided exceeded the 4KB limit. String measured: {\"LONG\":\"\(String(repeating: "x", count: 4086))\"}"
        ) { $0.environment = Environment(variables: ["LONG": String(repeating: "x", count: 4086)]) },
        invalid("Number of tags exceeds resource tag limit.") {
            $0.tags = Dictionary(uniqueKeysWithValues: (0...50).map { ("k\($0)", "") })
        },
    ]

    private static let archives: [Self] = [
        invalid("Please provide a source for function code.") { $0.code = FunctionCode() },
        invalid("Uploaded file must be a non-empty zip") { $0.code = FunctionCode(zipFile: StoredZip.archive([:])) },
        invalid("Uploaded file must be a non-empty zip") { $0.code = FunctionCode(zipFile: []) },
        invalid("Could not unzip uploaded file. Please check your file, then try to upload again.") {
            $0.code = FunctionCode(zipFile: Array("no archive".utf8))
        },
        invalid("Could not unzip uploaded file. Please check your file, then try to upload again.") {
            $0.code = FunctionCode(zipFile: StoredZip.archive(["../escape": "x"]))
        },
        invalid("Code from a bucket is not supported by this server. Give the archive as ZipFile.") {
            $0.code = FunctionCode(s3Bucket: "bucket", s3Key: "key")
        },
    ]

    private static let others: [Self] = [
        invalid(
            "Lambda was unable to configure your environment variables because the environment variables you have "
                + "provided contains reserved keys that are currently not supported for modification. "
                + "Reserved keys used in this request: AWS_REGION, LAMBDA_TASK_ROOT"
        ) { $0.environment = Environment(variables: ["LAMBDA_TASK_ROOT": "", "AWS_REGION": "", "FINE": ""]) },
        invalid("Cannot reference more than 5 layers.") {
            $0.layers = (1...6).map { "arn:aws:lambda:eu-central-1:123456789012:layer:l\($0):1" }
        },
        invalid("Layer version arn:aws:lambda:eu-central-1:123456789012:layer:l:1 does not exist.") {
            $0.layers = ["arn:aws:lambda:eu-central-1:123456789012:layer:l:1"]
        },
        invalid(
            "Layers are not in the same region as the function. Layers are expected to be in region eu-central-1."
        ) { $0.layers = ["arn:aws:lambda:us-east-1:123456789012:layer:l:1"] },
    ]

    /// What AWS has and this server does not; the answer is the member's name.
    static let unsupported: [Self] = [
        Self("PackageType Image") { $0.packageType = .image },
        Self("VpcConfig") { $0.vpcConfig = VpcConfig(subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"]) },
        Self("TracingConfig with Mode Active") { $0.tracingConfig = TracingConfig(mode: .active) },
        Self("SnapStart on published versions") { $0.snapStart = SnapStart(applyOn: .publishedVersions) },
        Self("LoggingConfig with LogFormat JSON") { $0.loggingConfig = LoggingConfig(logFormat: .json) },
        Self("KMSKeyArn") { $0.kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/k" },
        Self("CodeSigningConfigArn") {
            $0.codeSigningConfigArn =
                "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0"
        },
        Self("DeadLetterConfig with TargetArn arn:aws:sqs:eu-central-1:123456789012:q") {
            $0.deadLetterConfig = DeadLetterConfig(targetArn: "arn:aws:sqs:eu-central-1:123456789012:q")
        },
        Self("PublishTo") { $0.publishTo = .latestPublished },
        Self("Code with ImageUri") { $0.code = FunctionCode(imageUri: "registry/image") },
    ]
}
