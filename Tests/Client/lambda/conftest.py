"""Fixtures for tests of the operations that manage functions; nothing here runs one."""

import pytest

from ring.functions import archive, execution_role

CODE = {"index.mjs": "export const handler = async (event) => event;"}


@pytest.fixture
def role(root, name):
    return execution_role(root, name("function"))


@pytest.fixture
def create(root, name, role):
    """Makes a function under a stem and waits until AWS would let it be changed."""
    def made(stem: str, files: dict = CODE, **settings) -> dict:
        settings = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Role": role, **settings}
        answer = root.functions.create_function(
            FunctionName=name(stem), Code={"ZipFile": archive(files)}, **settings
        )
        root.functions.get_waiter("function_active_v2").wait(FunctionName=name(stem), WaiterConfig={"Delay": 1})
        return answer

    return made


@pytest.fixture
def change(root, name):
    """Gives a function other code, and waits for it."""
    def changed(stem: str, text: str, **arguments) -> dict:
        answer = root.functions.update_function_code(
            FunctionName=name(stem), ZipFile=archive({"index.mjs": text}), **arguments
        )
        root.functions.get_waiter("function_updated_v2").wait(FunctionName=name(stem), WaiterConfig={"Delay": 1})
        return answer

    return changed


@pytest.fixture
def arn(target, name):
    """The ARN of a function under a stem, with a qualifier where one is given."""
    def of(stem: str, qualifier: str | None = None) -> str:
        tail = f":{qualifier}" if qualifier else ""
        return f"arn:aws:lambda:{target.region}:{target.account}:function:{name(stem)}{tail}"

    return of
