/// The program that runs functions of the python runtimes: asks for events, calls the handler, answers.
enum PythonBootstrap {
    static let source = #"""
        """Runs a function: asks the Runtime API for events, hands each to the handler, and posts what comes back."""

        import importlib
        import json
        import os
        import socket
        import sys
        import time

        API_HOST, API_PORT = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
        API_ROOT = "/2018-06-01/runtime"
        request_id = None


        class RuntimeFault(Exception):
            """What the runtime itself reports of a function."""

            def __init__(self, kind, message, trace=None):
                super().__init__(message)
                self.kind = "Runtime." + kind
                self.trace = trace or []


        class RuntimeClient:
            """The Runtime API, over one connection that stays open."""

            def __init__(self):
                self.socket = socket.create_connection((API_HOST, int(API_PORT)))
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.received = b""

            def read(self):
                while b"\r\n\r\n" not in self.received:
                    self.fill()
                head, _, rest = self.received.partition(b"\r\n\r\n")
                headers = {}
                for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
                    name, _, value = line.partition(":")
                    headers[name.lower()] = value.strip()
                length = int(headers.get("content-length", 0))
                parts = [rest]
                size = len(rest)
                while size < length:
                    part = self.socket.recv(1 << 20)
                    if not part:
                        os._exit(1)
                    parts.append(part)
                    size += len(part)
                whole = b"".join(parts)
                self.received = whole[length:]
                return headers, whole[:length]

            def fill(self):
                part = self.socket.recv(65536)
                if not part:
                    os._exit(1)
                self.received += part

            def send(self, place, body, content_type="application/json", extra="", follow=b""):
                head = (
                    f"POST {API_ROOT}{place} HTTP/1.1\r\nHost: {API_HOST}\r\nContent-Type: {content_type}\r\n"
                    f"{extra}Content-Length: {len(body)}\r\n\r\n"
                )
                self.socket.sendall(head.encode() + body + follow)
                self.read()

            def ask(self):
                self.socket.sendall(NEXT)


        NEXT = f"GET {API_ROOT}/invocation/next HTTP/1.1\r\nHost: {API_HOST}\r\n\r\n".encode()


        class Fields:
            """A part of the context: the named fields, and nothing where they are missing."""

            __slots__ = ()

            def __init__(self, values):
                for name in self.__slots__:
                    setattr(self, name, values.get(name))

            def __repr__(self):
                fields = ",".join(f"{name}={getattr(self, name)}" for name in self.__slots__)
                return f"{type(self).__name__}([{fields}])"


        class CognitoIdentity(Fields):
            __slots__ = ("cognito_identity_id", "cognito_identity_pool_id")


        class Client(Fields):
            __slots__ = (
                "installation_id",
                "app_title",
                "app_version_name",
                "app_version_code",
                "app_package_name",
            )


        class ClientContext(Fields):
            __slots__ = ("custom", "env", "client")


        class LambdaContext:
            """What a handler learns of its invocation and its function."""

            def __init__(self, headers):
                self.aws_request_id = headers["lambda-runtime-aws-request-id"]
                self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
                self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
                self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
                self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
                self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
                self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
                self.tenant_id = None
                self.client_context = None
                client = parse_header(headers.get("lambda-runtime-client-context"), "Client Context")
                if client is not None:
                    self.client_context = ClientContext(client)
                    if self.client_context.client is not None:
                        self.client_context.client = Client(self.client_context.client)
                identity = parse_header(headers.get("lambda-runtime-cognito-identity"), "Cognito Identity") or {}
                self.identity = CognitoIdentity(
                    {
                        "cognito_identity_id": identity.get("cognitoIdentityId"),
                        "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId"),
                    }
                )
                self._deadline = int(headers["lambda-runtime-deadline-ms"])

            def get_remaining_time_in_millis(self):
                return max(0, self._deadline - int(time.time() * 1000))

            def log(self, message):
                sys.stdout.write(str(message))

            def __repr__(self):
                names = (
                    "aws_request_id",
                    "log_group_name",
                    "log_stream_name",
                    "function_name",
                    "memory_limit_in_mb",
                    "function_version",
                    "invoked_function_arn",
                    "client_context",
                    "identity",
                )
                fields = ",".join(f"{name}={getattr(self, name)}" for name in names)
                return f"LambdaContext([{fields}])"


        def parse_header(text, name):
            if not text:
                return None
            try:
                return json.loads(text)
            except Exception as error:
                raise RuntimeFault("LambdaContextUnmarshalError", f"Unable to parse {name} JSON: {error}")


        def to_json(value):
            """JSON in which decimals keep all their digits."""
            numbers = {}

            def encode_special(value):
                from decimal import Decimal

                if not isinstance(value, Decimal):
                    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
                if value.is_nan():
                    return float("nan")
                # A string that nobody else writes stands for the number until the end.
                token = f"{os.urandom(16).hex()}{len(numbers)}"
                numbers[token] = str(value)
                return token

            # AWS writes characters as they are from Python 3.12 on.
            escapes = sys.version_info < (3, 12)
            text = json.dumps(value, default=encode_special, ensure_ascii=escapes)
            for token, number in numbers.items():
                text = text.replace(f'"{token}"', number)
            return text.encode()


        def setup_logging():
            """Gives the root logger AWS's handler before the function's code can ask for one."""
            import logging

            class RequestFilter(logging.Filter):
                def filter(self, record):
                    record.aws_request_id = request_id or ""
                    return True

            class StandardOutput(logging.Handler):
                def emit(self, record):
                    sys.stdout.write(self.format(record).replace("\n", "\r") + "\n")

            formatter = logging.Formatter(
                "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
            )
            formatter.converter = time.gmtime
            handler = StandardOutput()
            handler.setFormatter(formatter)
            handler.addFilter(RequestFilter())
            logging.getLogger().addHandler(handler)


        class LoggingFinder:
            """Sets logging up when the function first imports it: many never do, and its import takes time."""

            def find_spec(self, name, path=None, target=None):
                if name != "logging":
                    return None
                import importlib.util

                sys.meta_path.remove(self)
                spec = importlib.util.find_spec(name)
                execute = spec.loader.exec_module

                def run(module):
                    execute(module)
                    setup_logging()

                spec.loader.exec_module = run
                return spec


        def describe(kind, message, trace, invocation=None):
            return {
                "errorMessage": message or "",
                "errorType": kind or "",
                "requestId": invocation or "",
                "stackTrace": trace or [],
            }


        def describe_exception(invocation=None):
            import traceback

            kind, value, trace = sys.exc_info()
            frames = traceback.extract_tb(trace)
            while frames and frames[0].filename == __file__:
                frames.pop(0)
            return describe(kind.__name__, str(value), traceback.format_list(frames), invocation)


        def log_error(error):
            lines = [f"[ERROR] {error['errorType']}: {error['errorMessage']}", "Traceback (most recent call last):"]
            for entry in error["stackTrace"]:
                for line in entry.splitlines():
                    text = line.lstrip(" ")
                    lines.append("\u00a0" * (len(line) - len(text)) + text)
            sys.stdout.write("\r".join(lines).replace("\n", "\r") + "\n")


        def load_handler(name):
            module_name, dot, function_name = name.rpartition(".")
            if not dot:
                raise RuntimeFault(
                    "MalformedHandlerName",
                    f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)",
                )
            if module_name.split(".")[0] in sys.builtin_module_names:
                raise RuntimeFault(
                    "BuiltInModuleConflict", f"Cannot use built-in module {module_name} as a handler module"
                )
            try:
                module = importlib.import_module(module_name.replace("/", "."))
            except ImportError as error:
                raise RuntimeFault("ImportModuleError", f"Unable to import module '{module_name}': {error}")
            except SyntaxError as error:
                trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
                raise RuntimeFault("UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", trace)
            handler = getattr(module, function_name, None)
            if handler is None:
                raise RuntimeFault("HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
            return handler


        def respond(handler, headers, body):
            """What to post: the place, the body and its type."""
            invocation = headers["lambda-runtime-aws-request-id"]
            try:
                context = LambdaContext(headers)
                try:
                    event = json.loads(body)
                except Exception as error:
                    raise RuntimeFault("UnmarshalError", f"Unable to unmarshal input: {error}")
                result = handler(event, context)
                if isinstance(result, bytes):
                    return "response", result, "application/unknown"
                try:
                    return "response", to_json(result), "application/json"
                except Exception as error:
                    raise RuntimeFault("MarshalError", f"Unable to marshal response: {error}")
            except RuntimeFault as fault:
                error = describe(fault.kind, str(fault), fault.trace, invocation)
            except Exception:
                error = describe_exception(invocation)
            log_error(error)
            return "error", to_json(error), "application/json"


        def set_up_paths():
            root = os.environ["LAMBDA_TASK_ROOT"]
            version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
            layers = ["/opt/python", f"/opt/python/lib/{version}/site-packages"]
            # The first entry is this program's own folder.
            sys.path[:1] = [root] + [folder for folder in layers if os.path.isdir(folder)]


        def main():
            global request_id
            sys.stdout.reconfigure(line_buffering=False, write_through=True, errors="backslashreplace")
            sys.stderr.reconfigure(line_buffering=False, write_through=True)
            set_up_paths()
            sys.meta_path.insert(0, LoggingFinder())
            client = RuntimeClient()
            try:
                handler = load_handler(os.environ.get("_HANDLER", ""))
            except Exception as error:
                if isinstance(error, RuntimeFault):
                    report = describe(error.kind, str(error), error.trace)
                else:
                    report = describe_exception()
                log_error(report)
                kind = "".join(character for character in report["errorType"] if " " <= character <= "~")
                client.send("/init/error", to_json(report), extra=f"Lambda-Runtime-Function-Error-Type: {kind}\r\n")
                sys.exit(1)
            client.ask()
            while True:
                headers, body = client.read()
                request_id = headers["lambda-runtime-aws-request-id"]
                trace = headers.get("lambda-runtime-trace-id")
                if trace:
                    os.environ["_X_AMZN_TRACE_ID"] = trace
                else:
                    os.environ.pop("_X_AMZN_TRACE_ID", None)
                kind, answer, content_type = respond(handler, headers, body)
                # Asks for the next event in the same breath.
                client.send(f"/invocation/{request_id}/{kind}", answer, content_type, follow=NEXT)


        if __name__ == "__main__":
            main()

        """#
}
