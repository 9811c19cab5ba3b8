"""What somebody can own at each served service, made whole, so that others can be kept from it.

One module per service, under the name by which botocore knows it (dashes as underscores). Each says:

- `build(owner, stem, secret)`: makes everything there is to own, with the secret in every text that only its owner may
  read, and returns an `Estate`;
- `look(owner, estate)`: the estate as its owner sees it, to tell whether somebody changed it.
"""

import dataclasses
import importlib
import pathlib
import re
from collections.abc import Callable

import botocore.session
from botocore.model import OperationModel

from ring.outbox import session as handwritten_session

MANIFEST = pathlib.Path(__file__).resolve().parents[4] / "Models" / "manifest"


@dataclasses.dataclass
class Estate:
    """What was made, by the names that operations have for it."""

    # By member: what to give wherever an operation asks for it.
    members: dict[str, object]
    # By operation: members that only it needs, or needs otherwise; None leaves out what `members` would give.
    operations: dict[str, dict] = dataclasses.field(default_factory=dict)
    # By operation: the error that even the owner gets for these arguments, and why that is so.
    owner_errors: dict[str, str] = dataclasses.field(default_factory=dict)
    # By operation: why somebody else may get an answer although one of the owner's ids was given.
    answered: dict[str, str] = dataclasses.field(default_factory=dict)
    # Texts that mean one thing in all accounts, such as ARNs and random ids: nobody else may do anything with them.
    ids: list[str] = dataclasses.field(default_factory=list)
    # Optional members that name something, and are given too.
    naming: frozenset[str] = frozenset()
    # Whatever else the module wants to find again.
    own: dict = dataclasses.field(default_factory=dict)

    def arguments(self, operation: OperationModel) -> dict:
        """What the operation is called with; a member of which nothing is known is a gap in the tests."""
        given = dict(self.operations.get(operation.name, {}))
        shape = operation.input_shape
        for name in shape.members if shape else ():
            if name in given:
                continue
            if name in shape.required_members or name in self.naming:
                assert name in self.members, (
                    f"Nothing is known of {operation.service_model.service_name}'s member {name}, which "
                    f"{operation.name} needs: say it in ring/estates")
                given[name] = self.members[name]
        return {name: value for name, value in given.items() if value is not None}


@dataclasses.dataclass(frozen=True)
class Service:
    """One served service: its operations, and what can be owned there."""

    name: str
    operations: tuple[str, ...]

    @property
    def model(self):
        session = handwritten_session() if self.name == "martlet" else botocore.session.get_session()
        return session.get_service_model(self.name)

    @property
    def module(self):
        """Its estate's module; a service without one cannot be served untested."""
        try:
            return importlib.import_module("ring.estates." + self.name.replace("-", "_"))
        except ModuleNotFoundError as missing:
            if not (missing.name or "").startswith("ring.estates"):
                raise
            raise AssertionError(
                f"{self.name} is served, but ring/estates does not say what one can own there") from missing

    @property
    def build(self) -> Callable:
        return self.module.build

    @property
    def look(self) -> Callable:
        return self.module.look


def served() -> list[Service]:
    """Every service and operation that the server's manifest names."""
    found: dict[str, list[str]] = {}
    for line in MANIFEST.read_text().splitlines():
        if service := re.match(r"service (\S+)", line):
            found[service[1]] = []
        elif operation := re.match(r"    (\w+)$", line):
            found[list(found)[-1]].append(operation[1])
    return [Service(name, tuple(operations)) for name, operations in found.items()]


def seen(answer: dict, *volatile: str) -> object:
    """An answer without what differs from call to call."""
    if isinstance(answer, dict):
        return {name: seen(value, *volatile) for name, value in answer.items()
                if name not in ("ResponseMetadata", *volatile)}
    if isinstance(answer, list):
        return [seen(each, *volatile) for each in answer]
    return answer
