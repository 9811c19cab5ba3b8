import Crypto
import Testing

@testable import Cryptography

#if os(Linux)
    import Foundation
#endif

/// Tokens signed here are verified by everybody else's libraries.
struct RSAKeyTests {
    private static let message = Array("header.payload".utf8)

    @Test func aKeySurvivesBeingKept() async throws {
        let key = await RSAKeyPair.generate()
        let again = try RSAKeyPair(privateKey: key.privateKey)
        #expect(again.privateKey == key.privateKey)
        #expect(again.sign(Self.message) == key.sign(Self.message))
        #expect(again.publicKey.modulus == key.publicKey.modulus)
        #expect(key.publicKey.modulus.count == 256)
        #expect(key.publicKey.exponent == [1, 0, 1])
    }

    @Test func onlyTheKeysSignatureIsValid() async throws {
        let key = await RSAKeyPair.generate()
        let published = try #require(
            RSAPublicKey(modulus: key.publicKey.modulus, exponent: key.publicKey.exponent))
        let signature = key.sign(Self.message)
        #expect(signature.count == 256)
        for verifying in [key.publicKey, published] {
            #expect(verifying.isValid(signature, for: Self.message))
            #expect(!verifying.isValid(signature, for: Self.message + [0]))
            #expect(!verifying.isValid(signature, for: []))
            #expect(!verifying.isValid(signature.dropLast(), for: Self.message))
            #expect(!verifying.isValid(signature + [0], for: Self.message))
            #expect(!verifying.isValid([], for: Self.message))
            #expect(!verifying.isValid([signature[0] ^ 1] + signature.dropFirst(), for: Self.message))
        }
        let other = await RSAKeyPair.generate()
        #expect(!other.publicKey.isValid(signature, for: Self.message))
        #expect(key.sign([]) != signature)
    }

    /// A JSON web token of RFC 7515, appendix A.2: key, signing input and signature by somebody else.
    @Test func aPublishedSignatureIsValid() throws {
        let modulus = """
            ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR\
            T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB\
            dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia\
            GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ
            """
        let signature = """
            cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9\
            uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB\
            _eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rq\
            Vt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw
            """
        let input =
            "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
            + "Ijp0cnVlfQ"
        let key = try #require(RSAPublicKey(modulus: Self.bytes(ofBase64URL: modulus), exponent: [1, 0, 1]))
        #expect(key.isValid(Self.bytes(ofBase64URL: signature), for: Array(input.utf8)))
    }

    @Test func whatIsNoKeyIsRefused() async throws {
        #expect(throws: CryptographyFault.malformedKey) { try RSAKeyPair(privateKey: []) }
        #expect(throws: CryptographyFault.malformedKey) { try RSAKeyPair(privateKey: [0x30, 0x03, 1, 2, 3]) }
        let elliptic = Array(P256.Signing.PrivateKey().derRepresentation)
        #expect(throws: CryptographyFault.malformedKey) { try RSAKeyPair(privateKey: elliptic) }
        #expect(RSAPublicKey(modulus: [UInt8](repeating: 0xff, count: 128), exponent: [1, 0, 1]) == nil)
        #expect(RSAPublicKey(modulus: [], exponent: []) == nil)
    }

    /// A key in use by many requests at once signs the same for each.
    @Test func manyTasksShareAKey() async {
        let key = await RSAKeyPair.generate()
        let expected = key.sign(Self.message)
        await withTaskGroup(of: Bool.self) { tasks in
            for _ in 0..<32 { tasks.addTask { key.sign(Self.message) == expected } }
            for await isSame in tasks { #expect(isSame) }
        }
    }

    #if os(Linux)
        /// OpenSSL's own command reads the key that is kept and accepts the signature.
        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
        func opensslVerifiesASignature() async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "rsa-\(UInt64.random(in: 0 ... .max))")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(at: folder) }
            let key = await RSAKeyPair.generate()
            try Data(key.privateKey).write(to: folder.appending(path: "key"))
            try Data(key.sign(Self.message)).write(to: folder.appending(path: "signature"))
            try Data(Self.message).write(to: folder.appending(path: "message"))
            try Data(Self.message + [0]).write(to: folder.appending(path: "other"))
            func verifies(_ file: String) throws -> Bool {
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/openssl")
                process.currentDirectoryURL = folder
                process.arguments = [
                    "dgst", "-sha256", "-prverify", "key", "-keyform", "DER", "-signature", "signature", file,
                ]
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                return process.terminationStatus == 0
            }
            #expect(try verifies("message"))
            #expect(try !verifies("other"))
        }
    #endif

    private static func bytes(ofBase64URL text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var bytes: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for character in text.utf8 {
            buffer = (buffer << 6 | (alphabet.firstIndex(of: character) ?? 0)) & 0xffff
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 0xff))
            }
        }
        return bytes
    }
}
