/// The part of the nodejs bootstrap that runs invocations.
enum NodeInvocation {
    static let source = buffered + streamed

    private static let buffered = #"""
        // ---- Invocations.

        let receive;

        function parseHeader(text, name) {
          if (text === undefined) return undefined;
          try {
            return JSON.parse(text);
          } catch (error) {
            throw new Error(`Cannot parse ${name} as json: ${error}`);
          }
        }

        function start(handler, run, reply) {
          const headers = reply.headers;
          requestID = headers['lambda-runtime-aws-request-id'];
          if (headers['lambda-runtime-trace-id']) {
            process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
          } else {
            delete process.env._X_AMZN_TRACE_ID;
          }
          const id = requestID;
          reportFatal = (error, code) => {
            const body = JSON.stringify(describe(error));
            client.send(RuntimeClient.post(`/invocation/${id}/error`, body), () => process.exit(code));
          };
          // Not from within the reading of the socket, so that an error of the handler ends there and nowhere else.
          setImmediate(run, handler, reply, id);
        }

        function fillContext(context, headers) {
          const deadline = Number(headers['lambda-runtime-deadline-ms']);
          return Object.assign(context, {
            functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
            functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
            memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
            logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
            logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
            clientContext: parseHeader(headers['lambda-runtime-client-context'], 'ClientContext'),
            identity: parseHeader(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
            invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
            awsRequestId: headers['lambda-runtime-aws-request-id'],
            getRemainingTimeInMillis: () => deadline - Date.now(),
          });
        }

        // Posts an answer or an error, and asks for the next event in the same breath.
        function post(id, kind, body) {
          whenIdle = ignore;
          client.send(RuntimeClient.post(`/invocation/${id}/${kind}`, body) + nextRequest, ignore, receive);
        }

        function postError(id, error) {
          logError('Invoke Error', error);
          post(id, 'error', JSON.stringify(describe(error)));
        }

        function postResult(id, result) {
          let body;
          try {
            body = JSON.stringify(result === undefined ? null : result);
          } catch {
            return postError(id, new Error('Unable to stringify response body'));
          }
          post(id, 'response', body === undefined ? 'null' : body);
        }

        function isPromise(value) {
          return value && typeof value.then === 'function';
        }

        function runBuffered(handler, reply, id) {
          let waitsForIdle = true;
          let isDone = false;
          // Of all ways to end an invocation, the first counts.
          const once = (action) => (...values) => {
            if (isDone) return;
            isDone = true;
            action(...values);
          };
          const settle = (error, result) => {
            if (error !== undefined && error !== null) postError(id, error);
            else postResult(id, result);
          };
          const context = {
            get callbackWaitsForEmptyEventLoop() {
              return waitsForIdle;
            },
            set callbackWaitsForEmptyEventLoop(value) {
              waitsForIdle = value;
            },
            done: once(settle),
            succeed: once((result) => settle(null, result)),
            fail: once((error) => settle(error === undefined || error === null ? 'handled' : error)),
          };
          const callback = once((error, result) => {
            if ((error !== undefined && error !== null) || !waitsForIdle) return settle(error, result);
            whenIdle = () => settle(null, result);
          });
          // A handler that ends without a word has succeeded, but not one that has promised to say.
          whenIdle = once(() => {
            if (handler.constructor.name !== 'AsyncFunction') return postResult(id, null);
            postError(
              id,
              new RuntimeError(
                'NodeJsExit',
                'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by ' +
                  'a Promise that was never settled. For more information, see ' +
                  'https://nodejs.org/docs/latest/api/process.html#exit-codes',
              ),
            );
          });
          try {
            fillContext(context, reply.headers);
            const result = handler(JSON.parse(reply.body), context, callback);
            if (isPromise(result)) result.then(context.succeed, context.fail);
          } catch (error) {
            callback(error);
          }
        }


        """#

    private static let streamed = #"""
        // ---- Answers in parts. The stream is made when it is needed: few functions do.

        function makeResponseStream(id) {
          const { Writable } = require('node:stream');
          let contentType = 'application/octet-stream';

          class ResponseStream extends Writable {
            hasBegun = false;

            setContentType(type) {
              if (this.hasBegun) throw new RuntimeError('InvalidStreamingOperation', 'Cannot set content-type, too late.');
              contentType = type;
            }

            write(chunk, encoding, callback) {
              if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) chunk = JSON.stringify(chunk);
              return super.write(chunk, encoding, callback);
            }

            _write(chunk, _, callback) {
              this.begin();
              if (chunk.length === 0) return callback();
              this.send(chunk, callback);
            }

            _final(callback) {
              this.begin();
              callback();
            }

            begin() {
              if (this.hasBegun) return;
              this.hasBegun = true;
              client.socket.ref();
              client.socket.write(
                `POST ${apiRoot}/invocation/${id}/response HTTP/1.1\r\nHost: ${apiHost}\r\n` +
                  `Content-Type: ${String(contentType).replace(/[^ -~]/g, '')}\r\n` +
                  'Lambda-Runtime-Function-Response-Mode: streaming\r\n' +
                  'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n' +
                  'Transfer-Encoding: chunked\r\n\r\n',
              );
              if (this._onBeforeFirstWrite) this._onBeforeFirstWrite((head) => this.send(head, ignore));
            }

            send(bytes, callback) {
              const chunk = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
              client.socket.cork();
              client.socket.write(chunk.length.toString(16) + '\r\n');
              client.socket.write(chunk);
              client.socket.write('\r\n', callback);
              client.socket.uncork();
            }
          }
          return new ResponseStream();
        }

        function runStreaming(handler, reply, id) {
          let waitsForIdle = true;
          let isDone = false;
          const stream = makeResponseStream(id);
          const context = {
            get callbackWaitsForEmptyEventLoop() {
              return waitsForIdle;
            },
            set callbackWaitsForEmptyEventLoop(value) {
              waitsForIdle = value;
            },
          };
          const finish = (trailers) => {
            if (isDone) return;
            isDone = true;
            whenIdle = ignore;
            client.send(`0\r\n${trailers}\r\n`, () => {
              if (waitsForIdle) whenIdle = ask;
              else ask();
            });
          };
          const ask = () => {
            whenIdle = ignore;
            client.send(nextRequest, receive);
          };
          const fail = (error) => {
            if (isDone) return;
            if (!stream.hasBegun) {
              isDone = true;
              return postError(id, error);
            }
            logError('Invoke Error', error);
            const description = describe(error);
            const body = Buffer.from(JSON.stringify(description)).toString('base64');
            const type = String(description.errorType).replace(/[^ -~]/g, '');
            finish(
              `Lambda-Runtime-Function-Error-Type: ${type}\r\nLambda-Runtime-Function-Error-Body: ${body}\r\n`,
            );
          };
          const complete = (result) => {
            if (result !== undefined) console.warn('Streaming handlers ignore return values.');
            if (stream.writableFinished) return finish('');
            whenIdle = () => fail('Response stream is not finished.');
            if (stream.writableEnded) stream.once('finish', () => finish(''));
            else fail('Response stream is not finished.');
          };
          stream.once('error', fail);
          whenIdle = () => fail('Response stream is not finished.');
          try {
            fillContext(context, reply.headers);
            const result = handler(JSON.parse(reply.body), stream, context);
            if (!isPromise(result)) return fail('Streaming does not support non-async handlers.');
            result.then(complete, fail);
          } catch (error) {
            fail(error);
          }
        }

        """#
}
