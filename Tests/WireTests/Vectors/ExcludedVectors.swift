/// The published cases that do not apply, each with the reason.
enum ExcludedVectors {
    private static let compression = "Compressing requests is the transport's choice, not the codec's."
    private static let checksum = "Checksums of bodies are made where requests are signed."

    static let input: [String: String] = [
        "SDKAppliedContentEncoding_awsJson1_0": compression,
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0": compression,
        "SDKAppliedContentEncoding_awsJson1_1": compression,
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1": compression,
        "SDKAppliedContentEncoding_awsQuery": compression,
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery": compression,
        "SDKAppliedContentEncoding_restJson1": compression,
        "SDKAppendedGzipAfterProvidedEncoding_restJson1": compression,
        "SDKAppliedContentEncoding_restXml": compression,
        "SDKAppendedGzipAfterProvidedEncoding_restXml": compression,
        "RestJsonHttpChecksumRequired": checksum,
    ]

    static let output: [String: String] = [:]

    /// Cases of input that our server cannot give back as they were, though our client writes them right.
    static let serverInput: [String: String] = [
        "RestJsonHttpPrefixEmptyHeaders": "Empty header values and absent ones are both spelt by an empty line."
    ]
}
