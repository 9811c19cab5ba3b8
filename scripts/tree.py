"""What the checks share: the committed files, and Swift source with its comments and literals blanked out."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def committed(*suffixes: str) -> list[pathlib.Path]:
    """Files that are committed or about to be, relative to the root; all of them where no suffix is named."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode()
    paths = sorted({pathlib.Path(name) for name in listing.split("\0") if name})
    return [path for path in paths if (not suffixes or path.suffix in suffixes) and (ROOT / path).is_file()]


def is_generated(path: pathlib.Path) -> bool:
    """Whether modelgen wrote it."""
    return path.parts[:2] == ("Sources", "Models")


def is_python(path: pathlib.Path) -> bool:
    """Whether it is Python, by its suffix or by its first line."""
    if path.suffix:
        return path.suffix == ".py"
    with (ROOT / path).open("rb") as file:
        return file.readline().startswith(b"#!/usr/bin/env python3")


def exceptions(rule: str) -> dict[str, str]:
    """Reasons by subject, from `scripts/<rule>-exceptions`: one line each, `subject: reason`."""
    reasons = {}
    for line in (ROOT / "scripts" / f"{rule}-exceptions").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            subject, _, reason = line.partition(": ")
            if not reason.strip():
                raise SystemExit(f"scripts/{rule}-exceptions: no reason is given for {subject}")
            reasons[subject.strip()] = reason.strip()
    return reasons


def bare_swift(text: str) -> str:
    """The same text with comments and string literals turned to spaces; lines and columns stay where they are."""
    bare = list(text)
    index, end = 0, len(text)

    def blank(upto: int) -> None:
        for position in range(index, min(upto, end)):
            if bare[position] != "\n":
                bare[position] = " "

    while index < end:
        if text.startswith("//", index):
            stop = text.find("\n", index)
            stop = end if stop < 0 else stop
        elif text.startswith("/*", index):
            stop = end_of_block_comment(text, index)
        elif text[index] == '"' or (text[index] == "#" and text[index:].lstrip("#").startswith('"')):
            stop = end_of_literal(text, index)
        else:
            index += 1
            continue
        blank(stop)
        index = stop
    return "".join(bare)


def end_of_block_comment(text: str, start: int) -> int:
    """Block comments nest in Swift."""
    depth, index = 0, start
    while index < len(text):
        if text.startswith("/*", index):
            depth, index = depth + 1, index + 2
        elif text.startswith("*/", index):
            depth, index = depth - 1, index + 2
            if depth == 0:
                return index
        else:
            index += 1
    return len(text)


def end_of_literal(text: str, start: int) -> int:
    """Past the closing quotes; what is interpolated counts as part of the literal."""
    hashes = 0
    while text[start + hashes] == "#":
        hashes += 1
    quotes = '"""' if text.startswith('"""', start + hashes) else '"'
    closing, escape = quotes + "#" * hashes, "\\" + "#" * hashes
    index = start + hashes + len(quotes)
    while index < len(text):
        if text.startswith(escape + "(", index):
            index = end_of_interpolation(text, index + len(escape))
        elif text.startswith(escape, index):
            index += len(escape) + 1
        elif text.startswith(closing, index):
            return index + len(closing)
        elif text[index] == "\n" and quotes == '"':
            return index
        else:
            index += 1
    return len(text)


def end_of_interpolation(text: str, start: int) -> int:
    """From an opening parenthesis past its partner, over literals inside."""
    depth, index = 0, start
    while index < len(text):
        if text[index] == '"':
            index = end_of_literal(text, index)
            continue
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        index += 1
        if depth == 0:
            break
    return index
