"""The real executable as a child process: started, watched, ended by its process id."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

START_SECONDS = 20
STOP_SECONDS = 20
ENDPOINT = re.compile(r"^Endpoint: (https?://\S+)$", re.MULTILINE)


def executable() -> pathlib.Path:
    """The server under test; MARTLET_BUILD names the folder that it was built into."""
    folder = os.environ.get("MARTLET_BUILD")
    if not folder:
        raise RuntimeError("MARTLET_BUILD must name the build folder; `make test` sets it")
    return pathlib.Path(folder) / "martlet"


def bare_environment(home: pathlib.Path, **extra: str) -> dict[str, str]:
    """An environment without anybody's settings or keys."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home), **extra}


def run_martlet(*arguments: str, home: pathlib.Path, timeout: float = 10, **environment: str):
    """Runs one command of the executable to its end."""
    return subprocess.run(
        [str(executable()), *arguments], env=bare_environment(home, **environment), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=timeout,
    )


class MartletServer:
    """`martlet serve` with the arguments given; its output and its log lie in files."""

    def __init__(self, *arguments: str, folder: pathlib.Path | None = None, **environment: str):
        self.folder = folder or pathlib.Path(tempfile.mkdtemp(prefix="martlet-ring-"))
        self.arguments = arguments
        self.environment = environment
        self.output_path = self.folder / "output.txt"
        self.log_path = self.folder / "log.jsonl"
        self.process: subprocess.Popen | None = None
        self.endpoint = ""

    def start(self) -> "MartletServer":
        """Starts on a free port and returns once health is good, or raises with all that the server said."""
        self.output_path.write_bytes(b"")
        with self.output_path.open("ab") as output, self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [str(executable()), "serve", "--host", "127.0.0.1", "--port", "0", *self.arguments],
                env=bare_environment(self.folder, **self.environment),
                stdin=subprocess.DEVNULL, stdout=output, stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            found = ENDPOINT.search(self.output())
            if found:
                self.endpoint = found[1]
                if self.is_healthy():
                    return self
            time.sleep(0.01)
        self.kill()
        raise RuntimeError(f"martlet serve did not become ready:\n{self.output()}\n{self.log()[-4000:]}")

    def is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(self.endpoint + "/_martlet/health", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def output(self) -> str:
        """What it told a person: the endpoint, where the root key lies."""
        return self.output_path.read_text(errors="replace")

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def reset(self) -> float:
        """Empties an ephemeral server; returns how many seconds that took."""
        began = time.perf_counter()
        with urllib.request.urlopen(
            urllib.request.Request(self.endpoint + "/_martlet/reset", data=b"", method="POST"), timeout=10
        ) as answer:
            answer.read()
        return time.perf_counter() - began

    def stop(self) -> int:
        """Asks it to end and waits, bounded; returns its exit status."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.process.returncode

    def kill(self) -> None:
        """`kill -9`: nothing is flushed, nothing is finished."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
