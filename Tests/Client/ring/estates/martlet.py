"""The operator's own service: accounts and their outboxes."""

from ring.estates import Estate, seen
from ring.outbox import messages, operator
from ring.target import Clients


def build(owner: Clients, stem: str, secret: str) -> Estate:
    return Estate(
        members={"accountId": owner.target.account, "name": stem},
        naming=frozenset({"accountId"}),
        operations={"CreateAccount": {"name": stem}, "ListAccounts": {"accountId": None}},
        owner_errors={
            name: "AccessDeniedException: for the operator alone"
            for name in ("CreateAccount", "ListAccounts", "RemoveAccount")
        },
        ids=[owner.target.account],
    )


def look(owner: Clients, estate: Estate) -> object:
    assert operator(owner)
    return seen(messages(owner))
