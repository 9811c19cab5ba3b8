import Kernel
import Storage
import Testing

@testable import ServiceLambda

/// Environment variables hold secrets: nobody who reads the database alone may read them.
struct EnvironmentSealTests {
    @Test func opensWhatItSealedForTheSameFunctionOnly() throws {
        let seal = EnvironmentSeal(vault: .ephemeral())
        let room = try LambdaRoom()
        let variables = ["TOKEN": "s3cret \"quoted\"\n", "EMPTY": ""]
        let sealed = try #require(try seal.seal(variables, of: room.id("a")))
        #expect(try seal.open(sealed, of: room.id("a")) == variables)
        #expect(throws: StorageFault.sealBroken) { try seal.open(sealed, of: room.id("b")) }
        #expect(String(decoding: sealed.bytes, as: UTF8.self).contains("s3cret") == false)
    }

    @Test func nothingIsSealedAsNothing() throws {
        let seal = EnvironmentSeal(vault: .ephemeral())
        #expect(try seal.seal([:], of: try LambdaRoom().id("a")) == nil)
        #expect(try seal.open(nil, of: try LambdaRoom().id("a")) == [:])
    }
}
