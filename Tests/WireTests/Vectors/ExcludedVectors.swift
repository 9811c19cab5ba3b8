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
        "BodyWithXmlName": "The names of shapes are taken to go with every use of them, as botocore takes them.",
    ]

    private static let payloadName = """
        AWS's published models name a payload's element by the member (S3's CompleteMultipartUpload), as botocore does; \
        this case names it after the shape.
        """
    private static let wholeQuery = """
        A server's map of query parameters holds those that other members are bound to as well, as the rest-json cases \
        say; this case states the client's view.
        """
    private static let unspoken = "What the client leaves out, as it must, cannot come back."

    /// Requests that our client writes otherwise.
    static let clientInput: [String: String] = [
        "HttpPayloadWithXmlName": payloadName,
        "HttpPayloadWithXmlNamespace": payloadName,
        "HttpPayloadWithXmlNamespaceAndPrefix": payloadName,
        "RestXmlHttpPayloadWithUnion": payloadName,
        "XmlAttributesOnPayload": payloadName,
        "RestJsonHttpPayloadWithUnsetUnion": "An absent payload is an empty object, as botocore writes it.",
    ]

    /// Requests that our server cannot give back as they were, though our client writes them right.
    static let serverInput: [String: String] = [
        "QueryEmptyQueryMaps": unspoken,
        "RestJsonOmitsEmptyListQueryValues": unspoken,
        "AllQueryStringTypes": wholeQuery,
        "RestXmlQueryStringEscaping": wholeQuery,
        "RestXmlSupportsNaNFloatQueryValues": wholeQuery,
        "RestXmlSupportsInfinityFloatQueryValues": wholeQuery,
        "RestXmlSupportsNegativeInfinityFloatQueryValues": wholeQuery,
        "RestXmlZeroAndFalseQueryValues": wholeQuery,
        "RestXmlQueryParamsStringListMap": wholeQuery,
        "RestJsonQueryParamsStringListMap": wholeQuery,
        "RestJsonQueryPrecedence": unspoken,
        "RestXmlQueryPrecedence": unspoken,
        "RestJsonHttpWithEmptyStructurePayload": "An empty object is sent for a payload that is not there.",
        "RestJsonHttpWithHeadersButNoPayload": "An empty object is sent for a payload that is not there.",
    ]

    static let output: [String: String] = [
        "BodyWithXmlName": "The names of shapes are taken to go with every use of them, as botocore takes them.",
        "IgnoreQueryParamsInResponse": "No published model binds a member of an answer to the path or query.",
    ]

    /// Answers that our server cannot give so that they are read back as they were, though our client reads them right.
    static let serverOutput: [String: String] = [
        "XmlLists": sharedName, "QueryXmlLists": sharedName,
        "XmlEmptyLists": sharedName, "QueryXmlEmptyLists": sharedName,
    ]

    private static let sharedName = """
        Two flattened lists of this model have elements of one name, which as botocore reads answers (and SimpleDB's \
        and S3's models mean it) goes before the members' own names.
        """
}
