"""Fixtures for tests of functions."""

import pytest

from ring.functions import Function, execution_role, make_function


@pytest.fixture
def role(root, name):
    """A role that may write logs and nothing else."""
    return execution_role(root, name("function"))


@pytest.fixture
def make(root, name, role):
    """Makes a function under a stem: files by name, and settings as CreateFunction has them."""
    def made(stem: str, files: dict, **settings) -> Function:
        return make_function(root, name(stem), files, **{"role": role, **settings})

    return made


@pytest.fixture
def node(make):
    """A Node.js function out of its module's text."""
    return lambda stem, text, **settings: make(stem, {"index.js": text}, **settings)


@pytest.fixture
def python(make):
    """A Python function out of its module's text."""
    def made(stem: str, text: str, **settings) -> Function:
        return make(stem, {"app.py": text}, **{"Runtime": "python3.13", "Handler": "app.handler", **settings})

    return made
