import Testing

@testable import Server

/// A setting that is misread deploys a function that fails later; a wrong one must be named at once.
@Suite struct FunctionSettingsTests {
    @Test func `the file's keys are read`() throws {
        let folder = try ProjectFolder([
            "martlet.yaml": """
            name: hello
            runtime: nodejs20.x
            handler: a.b
            role: admin
            memory: 256
            timeout: 10
            environment: {STAGE: dev, COUNT: 3}
            """
        ])
        let settings = try FunctionSettings(folder: folder.path)
        #expect(settings.name == "hello")
        #expect(settings.runtime == "nodejs20.x")
        #expect(settings.handler == "a.b")
        #expect(settings.role == "admin")
        #expect(settings.memory == 256)
        #expect(settings.timeout == 10)
        #expect(settings.environment == ["STAGE": "dev", "COUNT": "3"])
    }

    @Test func `without a file nothing is said`() throws {
        #expect(try FunctionSettings(folder: ProjectFolder().path) == FunctionSettings())
    }

    @Test(arguments: ["nme: x", "memory: much", "environment: x", "- a", "name: [a]", ": :"])
    func `what means nothing is refused`(text: String) throws {
        let folder = try ProjectFolder(["martlet.yaml": text])
        #expect(throws: StartFault.self) { try FunctionSettings(folder: folder.path) }
    }

    /// Flags add to the file's variables, and go before everything else in it.
    @Test func `flags go before the file`() throws {
        var file = FunctionSettings()
        file.memory = 128
        file.timeout = 3
        file.environment = ["A": "1", "B": "2"]
        var flags = FunctionSettings()
        flags.memory = 512
        flags.environment = try FunctionSettings.variables(from: ["B=x=y", "C="])
        let merged = file.overridden(by: flags)
        #expect(merged.memory == 512)
        #expect(merged.timeout == 3)
        #expect(merged.environment == ["A": "1", "B": "x=y", "C": ""])
    }

    @Test func `variables need a name`() throws {
        #expect(try FunctionSettings.variables(from: []) == nil)
        for flag in ["A", "=1", ""] {
            #expect(throws: StartFault.self) { try FunctionSettings.variables(from: [flag]) }
        }
    }
}
