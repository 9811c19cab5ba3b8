import Kernel
import Storage
import Wire

extension SignIn {
    /// A guess that was wrong: it stays counted, and this is answered.
    struct WrongGuess: Error {
        let answer: ServiceError
    }

    /// Counts a guess, lets it be looked at, and gives it back unless it was a `WrongGuess`.
    ///
    /// - Parameters:
    ///   - sub: the user's, or a stranger's.
    ///   - state: a step that is spent by the guess alone, be it right or wrong.
    func attempting<Outcome: Sendable>(
        as sub: String, spending state: SignInState? = nil, in pool: StoredPool, at now: Int64,
        _ body: (Lockout.Ticket) async throws -> Outcome
    ) async throws -> Outcome {
        let ticket = try await store.write { transaction in
            let ticket = try Lockout.take(sub, in: pool, at: now, transaction)
            if ticket != nil, let state { try SpentSessions.spend(state, in: pool, transaction) }
            return ticket
        }
        guard let ticket else { throw Refusal.attemptsExceeded() }
        do {
            return try await body(ticket)
        } catch let wrong as WrongGuess {
            throw wrong.answer
        } catch {
            try await store.write { try Lockout.giveBack(ticket, $0) }
            throw error
        }
    }
}
