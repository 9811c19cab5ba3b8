"""The signing oracle: a program of the package under test that signs and verifies, one JSON line at a time."""

import json
import os
import pathlib
import random
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]


def path():
    """Where the program was built: `MARTLET_BUILD`, or the package's debug build."""
    return pathlib.Path(os.environ.get("MARTLET_BUILD", ROOT / ".build" / "debug")) / "signing-oracle"


class Oracle:
    """One running oracle."""

    def __init__(self):
        self._process = subprocess.Popen([path()], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **question):
        """Puts one question, with bytes in hexadecimal, and returns the answer."""
        question = {k: v.hex() if isinstance(v, bytes) else v for k, v in question.items() if v is not None}
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the oracle ended over {question}"
        return json.loads(line)

    def close(self):
        self._process.stdin.close()
        assert self._process.wait(10) == 0
        self._process.stdout.close()


@pytest.fixture(scope="session")
def oracle():
    if not path().exists():
        pytest.skip(f"the signing oracle is not built: {path()}")
    oracle = Oracle()
    yield oracle
    oracle.close()


@pytest.fixture(params=["fixed", "random"])
def rng(request):
    """A generator with a fixed seed, and one with a fresh seed that is printed so that a failure can be repeated."""
    fresh = int(os.environ.get("MARTLET_SEED", random.SystemRandom().randrange(1 << 32)))
    seed = 20150830 if request.param == "fixed" else fresh
    print(f"MARTLET_SEED={seed}")
    return random.Random(seed)
