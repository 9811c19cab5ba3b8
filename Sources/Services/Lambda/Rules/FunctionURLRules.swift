import Crypto
import Kernel
import LambdaModel
import Storage
import Wire

/// How function URLs are named and spelt.
enum FunctionURLRules {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")

    /// The first label of the address: the same for a function or alias at every time, and like no other's.
    static func label(of id: FunctionID, _ qualifier: String, vault: Vault) -> String {
        let name = Array(id.arn(qualifier.nonEmpty).utf8)
        let code = HMAC<SHA256>.authenticationCode(for: name, using: vault.key(for: "lambda/function-url"))
        // 32 characters of five bits are the first 20 bytes.
        var label = ""
        var bits: UInt64 = 0
        var count = 0
        for byte in code.prefix(20) {
            bits = bits << 8 | UInt64(byte)
            count += 8
            while count >= 5 {
                count -= 5
                label.append(alphabet[Int(bits >> UInt64(count) & 31)])
            }
        }
        return label
    }

    /// A URL belongs to a function or to an alias, never to a version.
    static func qualifier(of locator: FunctionLocator) throws(ServiceError) -> String {
        guard let qualifier = locator.qualifier else { return "" }
        guard locator.isAlias else {
            throw CommonError.validation(
                "1 validation error detected: Value '\(qualifier)' at 'qualifier' failed to satisfy constraint: Member "
                    + #"must satisfy regular expression pattern: ((?!^\d+$)^[0-9a-zA-Z-_]+$)"#)
        }
        return qualifier
    }

    static func functionMissing() -> ServiceError {
        LambdaError.resourceNotFound("Function does not exist", type: "User")
    }

    static func exists(_ arn: String) -> ServiceError {
        Refusal.conflict(
            "Failed to create function url config for [functionArn = \(arn)]. Error message:  FunctionUrlConfig exists "
                + "for this Lambda function")
    }

    /// Refuses a function or alias that is not there.
    static func checkFunction(_ locator: FunctionLocator, in transaction: any ReadTransaction) throws {
        do {
            _ = try FunctionTarget(locator, in: transaction)
        } catch let error as ServiceError where error.status == 404 {
            throw functionMissing()
        }
    }

    static func address(of url: StoredFunctionURL, in call: Call) -> String {
        FunctionURLHost.url(label: url.label, region: url.id.region, endpoint: call.source.endpoint)
    }

    static func answer(_ url: StoredFunctionURL, in call: Call) -> FunctionUrlConfig {
        FunctionUrlConfig(
            functionUrl: address(of: url, in: call),
            functionArn: url.arn,
            creationTime: Timestamp(milliseconds: url.createdAt).withMilliseconds,
            lastModifiedTime: Timestamp(milliseconds: url.modifiedAt).withMilliseconds,
            cors: url.cors.map { Cors($0) },
            authType: FunctionUrlAuthType(rawValue: url.authType),
            invokeMode: InvokeMode(rawValue: url.invokeMode)
        )
    }
}

extension CrossOriginRules {
    /// As a request sets them.
    init(_ cors: Cors) {
        self.init(
            allowCredentials: cors.allowCredentials, allowHeaders: cors.allowHeaders, allowMethods: cors.allowMethods,
            allowOrigins: cors.allowOrigins, exposeHeaders: cors.exposeHeaders, maxAge: cors.maxAge)
    }

    var isEmpty: Bool { self == CrossOriginRules() }
}

extension Cors {
    /// As answers tell them.
    init(_ rules: CrossOriginRules) {
        self.init(
            allowCredentials: rules.allowCredentials, allowHeaders: rules.allowHeaders,
            allowMethods: rules.allowMethods, allowOrigins: rules.allowOrigins, exposeHeaders: rules.exposeHeaders,
            maxAge: rules.maxAge)
    }
}
