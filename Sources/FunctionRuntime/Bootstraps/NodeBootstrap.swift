/// The program that runs functions of the nodejs runtimes: asks for events, calls the handler, answers.
///
/// Written in three parts, each a text of CommonJS; together they are one file of the sandbox.
enum NodeBootstrap {
    static let source = opening + NodeLoader.source + NodeInvocation.source + closing

    private static let opening = #"""
        'use strict';

        // Runs a function: asks the Runtime API for events, hands each to the handler, and posts what comes back.
        const fs = require('node:fs');
        const net = require('node:net');
        const path = require('node:path');
        const util = require('node:util');

        const [apiHost, apiPort] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
        const apiRoot = '/2018-06-01/runtime';
        let requestID;

        // ---- The Runtime API, over one connection that stays open. Answers come in the order of requests.

        class RuntimeClient {
          constructor() {
            this.waiting = [];
            this.received = [];
            this.size = 0;
            this.needed = 0;
            this.reply = undefined;
            this.socket = net.connect({ host: apiHost, port: Number(apiPort), noDelay: true });
            this.socket.on('data', (bytes) => this.take(bytes));
            this.socket.on('error', () => process.exit(1));
            this.socket.on('close', () => process.exit(1));
          }

          // Calls back with { status, headers, body }. The process stays alive for as long as somebody waits.
          send(bytes, ...callbacks) {
            this.waiting.push(...callbacks);
            this.socket.ref();
            this.socket.write(bytes);
          }

          take(bytes) {
            this.received.push(bytes);
            this.size += bytes.length;
            while (this.size >= this.needed && this.size > 0) {
              const whole = this.received.length === 1 ? this.received[0] : Buffer.concat(this.received);
              this.received = [whole];
              if (this.reply === undefined) {
                const end = whole.indexOf('\r\n\r\n');
                if (end < 0) return;
                this.reply = RuntimeClient.head(whole.toString('utf8', 0, end));
                this.reply.start = end + 4;
                this.needed = this.reply.start + Number(this.reply.headers['content-length'] || 0);
                continue;
              }
              const reply = this.reply;
              reply.body = whole.toString('utf8', reply.start, this.needed);
              this.size -= this.needed;
              this.received = this.size > 0 ? [whole.subarray(this.needed)] : [];
              this.reply = undefined;
              this.needed = 0;
              const callback = this.waiting.shift();
              if (this.waiting.length === 0) this.socket.unref();
              callback(reply);
            }
          }

          static head(text) {
            const [first, ...lines] = text.split('\r\n');
            const headers = {};
            for (const line of lines) {
              const colon = line.indexOf(':');
              headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
            }
            return { status: Number(first.slice(9, 12)), headers };
          }

          static post(place, body, headers = '') {
            const length = Buffer.byteLength(body);
            return (
              `POST ${apiRoot}${place} HTTP/1.1\r\nHost: ${apiHost}\r\nContent-Type: application/json\r\n` +
              `${headers}Content-Length: ${length}\r\n\r\n${body}`
            );
          }
        }

        const nextRequest = `GET ${apiRoot}/invocation/next HTTP/1.1\r\nHost: ${apiHost}\r\n\r\n`;
        const ignore = () => {};
        let client;

        // ---- The console: one line for each message, with its time, request and level.

        function writeLine(text) {
          let bytes = Buffer.from(text.replace(/\n/g, '\r') + '\n');
          while (bytes.length > 0) {
            try {
              bytes = bytes.subarray(fs.writeSync(1, bytes));
            } catch (error) {
              if (error.code !== 'EAGAIN') return;
              Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
            }
          }
        }

        function logger(level) {
          return (...values) => {
            writeLine(`${new Date().toISOString()}\t${requestID}\t${level}\t${util.format(...values)}`);
          };
        }

        console.trace = logger('TRACE');
        console.debug = logger('DEBUG');
        console.info = console.log = logger('INFO');
        console.warn = logger('WARN');
        console.error = logger('ERROR');
        console.fatal = logger('FATAL');

        // ---- Errors, as the service and the log have them.

        class RuntimeError extends Error {
          constructor(kind, message) {
            super(message);
            this.name = `Runtime.${kind}`;
          }
        }

        function describe(error) {
          try {
            const looksLikeOne =
              error && [error.name, error.message, error.stack].every((text) => text && typeof text === 'string');
            if (util.types.isNativeError(error) || looksLikeOne) {
              return { errorType: error.name, errorMessage: error.message, trace: error.stack.split('\n') };
            }
            return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
          } catch {
            return {
              errorType: 'handled',
              errorMessage:
                'callback called with Error argument, but there was a problem while retrieving one or more of ' +
                'its message, name, and stack',
            };
          }
        }

        function logError(title, error) {
          const wrapped = error instanceof Error ? error : new Error(error);
          let text;
          try {
            text = JSON.stringify(wrapped, (_, value) => {
              if (!(value instanceof Error)) return value;
              const shown = { errorType: value.name, errorMessage: value.message, code: value.code, ...value };
              if (typeof value.stack === 'string') shown.stack = value.stack.split('\n');
              return shown;
            });
          } catch {
            text = JSON.stringify(describe(wrapped));
          }
          console.error(title, '\t' + text);
        }

        // What to do with an error that nobody has caught: first that of the start, then that of each invocation.
        let reportFatal = (error, code) => {
          const description = describe(error);
          const type = `Lambda-Runtime-Function-Error-Type: ${String(description.errorType).replace(/[^ -~]/g, '')}\r\n`;
          client.send(RuntimeClient.post('/init/error', JSON.stringify(description), type), () => process.exit(code));
        };

        process.on('uncaughtException', (error) => {
          logError('Uncaught Exception', error);
          reportFatal(error, 129);
        });
        process.on('unhandledRejection', (reason, promise) => {
          const error = new RuntimeError('UnhandledPromiseRejection', reason);
          error.reason = reason;
          error.promise = promise;
          logError('Unhandled Promise Rejection', error);
          reportFatal(error, 128);
        });

        // Called when nothing is left to wait for.
        let whenIdle = ignore;
        process.on('beforeExit', () => whenIdle());

        """#

    private static let closing = #"""

        client = new RuntimeClient();
        loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER).then(
          (handler) => {
            const run = handler[streamingMark] === 'response' ? runStreaming : runBuffered;
            receive = (reply) => start(handler, run, reply);
            client.send(nextRequest, receive);
          },
          (error) => {
            logError('Uncaught Exception', error);
            reportFatal(error, 129);
          },
        );

        """#
}
