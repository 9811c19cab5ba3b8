/// A statement that a decision hangs on, and where it stands.
package struct StatementReference: Hashable, Sendable {
    /// The name that the policy was handed in with.
    package var policy: String
    package var category: PolicyCategory
    package var sid: String?
    /// The statement's place in its policy, from zero.
    package var index: Int
    package var start: TextPosition
    package var end: TextPosition

    package init(
        policy: String,
        category: PolicyCategory,
        sid: String?,
        index: Int,
        start: TextPosition,
        end: TextPosition
    ) {
        self.policy = policy
        self.category = category
        self.sid = sid
        self.index = index
        self.start = start
        self.end = end
    }

    init(_ statement: PolicyStatement, in policy: NamedPolicy, category: PolicyCategory) {
        self.init(
            policy: policy.name,
            category: category,
            sid: statement.sid,
            index: statement.index,
            start: statement.start,
            end: statement.end
        )
    }
}
