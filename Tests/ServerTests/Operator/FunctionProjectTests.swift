import Testing

@testable import Server

/// `martlet functions deploy FOLDER` must need nothing else for an ordinary function, and must not guess wrongly.
@Suite struct FunctionProjectTests {
    @Test(arguments: [
        (["index.js": ""], "nodejs22.x", "index.handler"),
        (["index.mjs": "", "other.mjs": ""], "nodejs22.x", "index.handler"),
        (["package.json": #"{"main": "./src/app.js"}"#, "a.js": "", "b.js": ""], "nodejs22.x", "src/app.handler"),
        (["package.json": "{}", "hello.cjs": ""], "nodejs22.x", "hello.handler"),
        (
            ["lambda_function.py": "def lambda_handler(event, context):\n  pass"], "python3.13",
            "lambda_function.lambda_handler"
        ),
        (["a.py": "def handler(event, context): pass", "main.py": "x = 1"], "python3.13", "a.handler"),
        (["main.py": "def f(): pass\nhandler = f\n", "a.py": "def handler(e, c): pass"], "python3.13", "main.handler"),
        (["bootstrap*": "#!/bin/sh", "index.js": ""], "provided.al2023", "bootstrap"),
    ])
    func `runtime and handler follow from the files`(files: [String: String], runtime: String, handler: String) throws {
        let folder = try ProjectFolder(files)
        let project = try FunctionProject(folder: folder.path)
        #expect(project.runtime == runtime)
        #expect(project.handler == handler)
    }

    /// What a person says goes before what the files say, each by itself.
    @Test func `what is given goes before`() throws {
        let folder = try ProjectFolder(["index.js": "", "a.py": "def handler(event, context): pass"])
        #expect(try FunctionProject(folder: folder.path, runtime: "python3.12").handler == "a.handler")
        let project = try FunctionProject(folder: folder.path, handler: "index.other")
        #expect(project.runtime == "nodejs22.x")
        #expect(project.handler == "index.other")
    }

    /// Each refusal names the remedy.
    @Test(
        arguments: [
            ([:], nil, "use --runtime"),
            (["Package.swift": ""], nil, "'bootstrap'"),
            (["a.js": "", "b.js": ""], nil, "--handler"),
            (["a.py": "x = 1"], nil, "--handler"),
            (["bootstrap": "#!/bin/sh"], nil, "chmod +x"),
            (["index.js": ""], "provided.al2023", "lacks"),
            (["Main.java": ""], "java21", "--handler"),
        ] as [([String: String], String?, String)])
    func `a folder that says too little is refused`(
        files: [String: String], runtime: String?, remedy: String
    ) throws {
        let folder = try ProjectFolder(files)
        #expect { _ = try FunctionProject(folder: folder.path, runtime: runtime) } throws: { error in
            (error as? StartFault)?.description.contains(remedy) ?? false
        }
    }

    @Test func `a missing folder and a file are told apart`() throws {
        let folder = try ProjectFolder(["index.js": ""])
        #expect(throws: StartFault("there is no folder '\(folder.path)/no'")) {
            try FunctionProject(folder: folder.path + "/no")
        }
        #expect(
            throws: StartFault("'\(folder.path)/index.js' is a file: name the folder that holds the function's code")
        ) {
            try FunctionProject(folder: folder.path + "/index.js")
        }
    }

    /// The name must be one that the server takes, also for `.` and a trailing slash.
    @Test func `the folder's own name is the function's`() throws {
        let folder = try ProjectFolder(named: "hello-world")
        #expect(try FunctionProject.name(of: folder.path + "/") == "hello-world")
        #expect(try FunctionProject.name(of: folder.path + "/../hello-world/.") == "hello-world")
        #expect(throws: StartFault.self) { try FunctionProject.name(of: "/tmp/hello world") }
    }
}
