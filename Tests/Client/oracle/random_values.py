"""Random valid values for any shape of a botocore model."""

import datetime
import math
import re

UNICODE = ["a", "Z", "0", "-", "_", " ", "ä", "ß", "漢", "🙂", "<", "&", '"', "'", "%", "+", "/", "=", ".", ",", "\\", "\n"]
PLAIN = "abcXYZ019"


class ValueMaker:
    """Makes values that botocore accepts; the same ones from the same random generator."""

    def __init__(self, random):
        self.random = random

    def structure(self, shape, depth=0, where=None, leaving_out=None):
        values = {}
        members = shape.members
        if getattr(shape, "is_tagged_union", False) and members:
            name = self.random.choice(list(members))
            return {name: self.value(members[name], depth + 1)}
        for name, member in members.items():
            if name == leaving_out:
                continue
            location = member.serialization.get("location")
            needed = name in shape.required_members or location == "uri"
            if location == "statusCode":
                values[name] = self.random.choice([200, 202]) if leaving_out is None else 200
                continue
            if member.serialization.get("name") == "Content-Length":
                # The transport writes it.
                continue
            if shape.serialization.get("payload") == name and member.type_name == "blob":
                # botocore reads a payload that is no stream as text.
                values[name] = self.random.choice([b"plain", b"two words", "ä漢🙂".encode()])
                continue
            if not needed and (depth > 4 or self.random.random() < 0.3):
                continue
            # An empty payload is an absent one.
            is_payload = shape.serialization.get("payload") == name
            values[name] = self.value(member, depth + 1, location or where or ("payload" if is_payload else None))
        if not values and members and depth > 0:
            # A form cannot say that a structure is there but empty.
            name = next((name for name, member in members.items() if member.type_name == "string"), next(iter(members)))
            values[name] = self.value(members[name], depth + 1, where)
        return values

    def streamed(self, shape):
        """An output without its stream of events, and the events."""
        name = shape.event_stream_name
        stream = shape.members[name]
        output = self.structure(shape, leaving_out=name)
        kinds = [key for key, member in stream.members.items() if not member.metadata.get("exception")]
        events = []
        for _ in range(self.random.randint(0, 8)):
            kind = self.random.choice(kinds)
            event = self.structure(stream.members[kind], depth=1)
            for key, member in stream.members[kind].members.items():
                # A payload that is bytes or text is always there, if only as none.
                if member.serialization.get("eventpayload") and member.type_name in ("blob", "string"):
                    event.setdefault(key, b"" if member.type_name == "blob" else "")
            events.append({kind: event})
        return output, events

    def value(self, shape, depth=0, location=None):
        kind = shape.type_name
        if kind == "structure":
            return {"k": [1, "x", None, {"b": True}]} if shape.is_document_type else self.structure(shape, depth)
        if kind == "list":
            low, high = shape.metadata.get("min", 0), shape.metadata.get("max", 3)
            count = max(low, min(high, self.random.randint(0, 3 if depth < 4 else 0)))
            if location in ("header", "querystring") or shape.serialization.get("flattened"):
                count = max(count, 1)
            return [self.value(shape.member, depth + 1, location) for _ in range(min(count, 20))]
        if kind == "map":
            # Nor can a form say that a map is empty.
            count = self.random.randint(1, 2) if depth < 8 else 0
            return {
                self.text(shape.key, location or "key"): self.value(shape.value, depth + 1, location) for _ in range(count)
            }
        if kind in ("string", "character"):
            return self.text(shape, location)
        if kind in ("integer", "long", "short", "byte"):
            low, high = shape.metadata.get("min", -100), shape.metadata.get("max", 10_000)
            return self.random.randint(int(low), max(int(low), min(int(high), int(low) + 100_000)))
        if kind in ("float", "double"):
            return self.random.choice([0.0, 1.5, -2.25, 1e10, 0.1])
        if kind == "boolean":
            return self.random.random() < 0.5
        if kind == "timestamp":
            return datetime.datetime.fromtimestamp(self.random.randint(0, 4_000_000_000), datetime.timezone.utc)
        if kind == "blob":
            low = shape.metadata.get("min", 0)
            return bytes(self.random.randrange(256) for _ in range(max(low, self.random.randint(1, 20))))
        raise AssertionError(f"no value for {kind}")

    def text(self, shape, location):
        if shape.enum:
            return self.random.choice(shape.enum)
        if shape.serialization.get("jsonvalue"):
            return {"a": 1}
        low = int(shape.metadata.get("min", 0))
        length = max(low, 1 if location else 0, self.random.randint(low, low + 12))
        length = min(length, int(shape.metadata.get("max", length)))
        alphabet = PLAIN if location else UNICODE
        pattern = shape.metadata.get("pattern")
        for _ in range(20):
            text = "".join(self.random.choice(alphabet) for _ in range(length))
            if pattern is None or matches(pattern, text):
                return text
            alphabet = PLAIN
        return text


def matches(pattern, text):
    try:
        return re.fullmatch(pattern, text, re.ASCII) is not None
    except re.error:
        return True


def tag(value):
    """A value as the oracle's JSON lines spell it."""
    if isinstance(value, bool) or value is None or isinstance(value, (int, str)):
        return value
    if isinstance(value, float):
        if math.isnan(value):
            return {"$float": "NaN"}
        return {"$float": "Infinity" if value > 0 else "-Infinity"} if math.isinf(value) else value
    if isinstance(value, (bytes, bytearray)):
        return {"$blob": bytes(value).hex()}
    if isinstance(value, datetime.datetime):
        return {"$time": round(value.timestamp() * 1000)}
    if isinstance(value, (list, tuple)):
        return [tag(element) for element in value]
    return {name: tag(member) for name, member in value.items() if member is not None}


def tag_shape(value, shape):
    """The same, knowing the shape: documents and JSON text are told apart by it alone."""
    if value is None:
        return None
    if shape.type_name == "structure":
        if shape.is_document_type:
            return {"$document": value}
        return {name: tag_shape(member, shape.members[name]) for name, member in value.items() if name in shape.members}
    if shape.type_name == "list":
        return [tag_shape(element, shape.member) for element in value]
    if shape.type_name == "map":
        return {name: tag_shape(member, shape.value) for name, member in value.items()}
    if shape.serialization.get("jsonvalue"):
        import json

        return json.dumps(value, separators=(",", ":")) if not isinstance(value, str) else value
    if shape.type_name == "blob" and isinstance(value, str):
        value = value.encode()
    if shape.type_name in ("float", "double"):
        value = float(value)
    return tag(value)
