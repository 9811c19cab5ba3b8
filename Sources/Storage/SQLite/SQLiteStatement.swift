/// Every statement that transactions run.
enum SQLiteStatement: Int, CaseIterable {
    case begin, beginWriting, commit, rollback, savepoint, release, rollbackToSavepoint
    case readOne, readForwards, readBackwards, readKeys, writeOne, removeOne, removeRange

    var sql: String {
        switch self {
        case .begin: "BEGIN"
        case .beginWriting: "BEGIN IMMEDIATE"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        case .savepoint: "SAVEPOINT one"
        case .release: "RELEASE one"
        case .rollbackToSavepoint: "ROLLBACK TO one"
        case .readOne: "SELECT value FROM entries WHERE key = ?1"
        case .readForwards: "SELECT key, value FROM entries WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3"
        case .readBackwards: "SELECT key, value FROM entries WHERE key >= ?1 AND key < ?2 ORDER BY key DESC LIMIT ?3"
        case .readKeys: "SELECT key FROM entries WHERE key >= ?1 AND key < ?2"
        case .writeOne:
            "INSERT INTO entries (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        case .removeOne: "DELETE FROM entries WHERE key = ?1"
        case .removeRange: "DELETE FROM entries WHERE key >= ?1 AND key < ?2"
        }
    }
}
