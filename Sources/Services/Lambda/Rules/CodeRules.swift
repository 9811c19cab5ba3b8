import Archives
import LambdaModel
import Wire

/// Where code may come from, and what archives may hold.
enum CodeRules {
    /// The archive that a request brings itself, which is the only source served.
    static func archive(_ code: FunctionCode) throws(ServiceError) -> [UInt8] {
        try SettingsRules.checkKey(code.sourceKMSKeyArn, "SourceKMSKeyArn")
        return try archive(zip: code.zipFile, bucket: code.s3Bucket, key: code.s3Key, image: code.imageUri)
    }

    static func archive(_ input: UpdateFunctionCodeRequest) throws(ServiceError) -> [UInt8] {
        try SettingsRules.checkKey(input.sourceKMSKeyArn, "SourceKMSKeyArn")
        guard input.imageUri == nil else {
            throw Refusal.invalid("Please don't provide ImageUri when updating a function with packageType Zip.")
        }
        return try archive(zip: input.zipFile, bucket: input.s3Bucket, key: input.s3Key, image: nil)
    }

    static func archive(_ content: LayerVersionContentInput) throws(ServiceError) -> [UInt8] {
        try archive(zip: content.zipFile, bucket: content.s3Bucket, key: content.s3Key, image: nil)
    }

    private static func archive(
        zip: [UInt8]?, bucket: String?, key: String?, image: String?
    ) throws(ServiceError) -> [UInt8] {
        guard image == nil else { throw Refusal.unsupported("Code with ImageUri") }
        guard bucket == nil, key == nil else {
            throw Refusal.invalid("Code from a bucket is not supported by this server. Give the archive as ZipFile.")
        }
        guard let zip else { throw Refusal.invalid("Please provide a source for function code.") }
        guard zip.count <= Quotas.zippedCode else {
            throw ServiceError(
                code: "RequestEntityTooLargeException", status: 413,
                message: "Zipped size must be smaller than \(Quotas.zippedCode) bytes")
        }
        guard !zip.isEmpty else { throw emptyArchive }
        return zip
    }

    /// Counts what an archive holds, or refuses it with AWS's text.
    static func summary(of archive: [UInt8]) throws(ServiceError) -> ArchiveSummary {
        let summary: ArchiveSummary
        do {
            summary = try ZipArchive.summary(of: archive, limit: Quotas.unzippedCode)
        } catch .tooLarge {
            throw Refusal.invalid("Unzipped size must be smaller than \(Quotas.unzippedCode) bytes")
        } catch {
            throw Refusal.invalid(
                "Could not unzip uploaded file. Please check your file, then try to upload again.")
        }
        guard summary.entryCount > 0 else { throw emptyArchive }
        return summary
    }

    private static let emptyArchive = Refusal.invalid("Uploaded file must be a non-empty zip")

    /// Refuses a function that is too large together with its layers.
    static func checkSize(of code: CodeArchive, with layers: [UsedLayer]) throws(ServiceError) {
        let total = layers.reduce(code.unpackedSize) { $0 + $1.code.unpackedSize }
        guard layers.isEmpty || total <= Quotas.unzippedCode else {
            throw Refusal.invalid(
                "Function code combined with layers exceeds the maximum allowed size of \(Quotas.unzippedCode) bytes. "
                    + "The actual size is \(total) bytes.")
        }
    }
}
