import ModelSource

/// The page that says which operations are served, out of all that AWS defines.
struct Coverage {
    /// One service's share.
    struct Row {
        var prefix: String
        var served: [String]
        var missing: [String]
    }

    var botocoreVersion: String
    var rows: [Row]

    var page: String {
        let table = rows.map { row in
            "| \(row.prefix) | \(row.served.count) | \(row.served.count + row.missing.count) |"
        }
        let lists = rows.map { row in
            """
            ## \(row.prefix)

            Served: \(row.served.joined(separator: ", ")).
            \(row.missing.isEmpty ? "" : "\nNot served: \(row.missing.joined(separator: ", ")).\n")
            """
        }
        return """
            # Coverage

            Written by `modelgen` from `Models/manifest`; AWS's operations as botocore \(botocoreVersion) publishes them.

            | service | operations served | operations defined |
            |---|---:|---:|
            \(table.joined(separator: "\n"))

            \(lists.joined(separator: "\n"))
            """
    }
}
