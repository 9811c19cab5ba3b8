import Crypto
import Foundation
import Testing

@testable import EncryptionSDK

/// The format is what others decrypt: a wrong byte and no code ever reaches anybody.
@Suite struct MessageSealTests {
    private let dataKey = [UInt8](1...32)
    private let identifier = [UInt8](100..<116)
    private let key = EncryptedDataKey(keyName: "arn:aws:kms:eu-west-1:123456789012:key/k", ciphertext: [9, 8, 7])

    private func seal(_ context: [String: String] = ["userpool-id": "eu-west-1_A"]) throws -> MessageSeal {
        try MessageSeal(context: context, signingKey: P384.Signing.PrivateKey(), identifier: identifier)
    }

    /// Frames hold 4,096 bytes; the last may be full or empty.
    @Test(arguments: [0, 1, 6, 4095, 4096, 4097, 8192, 10_000])
    func aMessageOpens(length: Int) throws {
        let plaintext = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let message = try seal().message(plaintext, dataKey: dataKey, encryptedDataKeys: [key])
        var reader = try MessageReader(message)
        #expect(try reader.plaintext(with: dataKey) == plaintext)
        #expect(reader.keys == [key])
        #expect(reader.identifier == identifier)
    }

    /// The provider binds the data key to the context, so it must be told of the signing key too.
    @Test func theContextNamesTheVerificationKey() throws {
        let seal = try seal()
        let message = try seal.message([1], dataKey: dataKey, encryptedDataKeys: [key])
        let reader = try MessageReader(message)
        #expect(reader.context == seal.encryptionContext)
        #expect(reader.names == ["aws-crypto-public-key", "userpool-id"])
        #expect(seal.encryptionContext["userpool-id"] == "eu-west-1_A")
    }

    /// Every byte is authenticated or signed.
    @Test func aChangedMessageDoesNotOpen() throws {
        let message = try seal().message([1, 2, 3], dataKey: dataKey, encryptedDataKeys: [key])
        for place in stride(from: 0, to: message.count, by: 7) {
            var changed = message
            changed[place] ^= 1
            #expect(throws: (any Error).self) {
                var reader = try MessageReader(changed)
                _ = try reader.plaintext(with: dataKey)
            }
        }
    }

    /// What Cognito wrote, as a function logged it (its end was altered by who published it), is of the same form.
    @Test func cognitoWritesTheSameForm() throws {
        let theirs = try MessageReader(Array(try #require(Data(base64Encoded: Self.cognitoHeader))))
        let ours = try MessageReader(try seal().message([1], dataKey: dataKey, encryptedDataKeys: [key]))
        #expect(theirs.suite == ours.suite)
        #expect(theirs.contentType == ours.contentType)
        #expect(theirs.frameLength == ours.frameLength)
        #expect(theirs.names == ours.names)
        #expect(theirs.keys.map(\.provider) == ours.keys.map(\.provider))
        #expect(theirs.context["userpool-id"] == "eu-west-1_UVcwvZ1E8")
    }

    /// Refused rather than written wrongly.
    @Test func whatTheFormatCannotHoldIsRefused() throws {
        #expect(throws: MessageFault.unrepresentable) { try seal(["aws-crypto-public-key": "mine"]) }
        #expect(throws: MessageFault.wrongLength) {
            try MessageSeal(context: [:], signingKey: P384.Signing.PrivateKey(), identifier: [1])
        }
        #expect(throws: MessageFault.wrongLength) {
            try seal().message([1], dataKey: [1], encryptedDataKeys: [key])
        }
        #expect(throws: MessageFault.unrepresentable) {
            try seal(["a": String(repeating: "x", count: 65_536)])
                .message([1], dataKey: dataKey, encryptedDataKeys: [key])
        }
    }

    /// Header of a message that Amazon Cognito wrote in 2023.
    private static let cognitoHeader =
        "AYADeJsc8ABfz4We35yeVQUr6A8AgQACABVhd3MtY3J5cHRvLXB1YmxpYy1rZXkAREF1c29tTFBxVGJHZ3BKaHlJMGJVVFVIcGk3bEl4"
        + "SmhMNVBMejExc043YmI0MzNLb1RVbWZYTzBMV3JZYzFsS1N6Zz09AAt1c2VycG9vbC1pZAATZXUtd2VzdC0xX1VWY3d2WjFFOAABAAdh"
        + "d3Mta21zAEthcm46YXdzOmttczpldS13ZXN0LTE6MjQ5NzU5Mzk4OTM0OmtleS84YTIzMTAyYy05YjY4LTRmZWQtODJjZS01MjNjNTM2"
        + "MzUzOWUAuAECAQB4zjtU8csJUK3MLH8Y6WeSR/UlTZ5dBq+1YWcTwrPeeIUB/sLrtmrF6weu6juPsOHF/gAAAH4wfAYJKoZIhvcNAQcG"
        + "oG8wbQIBADBoBgkqhkiG9w0BBwEwHgYJYIZIAWUDBAEuMBEEDGJqb9919luTGmPbEgIBEIA7wHTDUaKbPmKtg6QETi2TiVJK7tvfTZRP"
        + "4VWFGxmB5/0lhcAiKTA7EGweo1/BTKTk0x4b3LiluzDd+yMCAAAAAAwAABAA"
}
