"""Fixtures for tests of user pools."""

import pytest

from ring.pools import Mail, make_app, make_pool, make_user


@pytest.fixture
def pool(root, name):
    """Makes pools under a stem, with settings as CreateUserPool has them."""
    return lambda stem="pool", **settings: make_pool(root, name(stem), **settings)


@pytest.fixture
def app(root, pool):
    """Makes a pool with one app client."""
    def made(secret: bool = False, client: dict | None = None, **settings):
        return make_app(root, pool(**settings), secret, **(client or {}))

    return made


@pytest.fixture
def user(root):
    """Makes a confirmed user of an app's pool."""
    return lambda app, username="ada", **values: make_user(root, app.pool, username, **values)


@pytest.fixture
def mail(root):
    return Mail(root)
