/// The part of the nodejs bootstrap that finds a handler by its name.
enum NodeLoader {
    static let source = #"""
        // ---- The handler: `folder/module.property.property`, in CommonJS or as an ES module.

        const streamingMark = Symbol.for('aws.lambda.runtime.handler.streaming');

        class HttpResponseStream {
          // The first part of the stream tells status and headers; eight zeros end it.
          static from(stream, prelude) {
            stream.setContentType('application/vnd.awslambda.http-integration-response');
            const head = Buffer.concat([Buffer.from(JSON.stringify(prelude)), Buffer.alloc(8)]);
            stream._onBeforeFirstWrite = (write) => write(head);
            return stream;
          }
        }

        globalThis.awslambda = {
          streamifyResponse(handler) {
            handler[streamingMark] = 'response';
            return handler;
          },
          HttpResponseStream,
        };

        // Whether the nearest package.json makes .js files ES modules.
        function isModuleFolder(folder) {
          if (folder.endsWith('/node_modules')) return false;
          const file = path.join(folder, 'package.json');
          if (fs.existsSync(file)) {
            try {
              return JSON.parse(fs.readFileSync(file, 'utf8')).type === 'module';
            } catch (error) {
              console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
              return false;
            }
          }
          return folder === '/' ? false : isModuleFolder(path.dirname(folder));
        }

        async function loadModule(root, folder, name) {
          const place = path.resolve(root, folder, name);
          if (fs.existsSync(place) && fs.statSync(place).isFile()) return require(place);
          if (fs.existsSync(place + '.js')) {
            return isModuleFolder(path.dirname(place)) ? import(place + '.js') : require(place + '.js');
          }
          if (fs.existsSync(place + '.mjs')) return import(place + '.mjs');
          if (fs.existsSync(place + '.cjs')) return require(place + '.cjs');
          return require(require.resolve(name, { paths: [root, path.resolve(root, folder)] }));
        }

        async function loadHandler(root, name) {
          if (name.includes('..')) {
            throw new RuntimeError(
              'MalformedHandlerName',
              `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in ` +
                'handler names.',
            );
          }
          const base = path.basename(name);
          const folder = name.slice(0, name.indexOf(base));
          const dot = base.indexOf('.');
          if (dot < 0) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
          let loaded;
          try {
            loaded = await loadModule(root, folder, base.slice(0, dot));
          } catch (error) {
            if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error));
            if (error.code === 'MODULE_NOT_FOUND') throw new RuntimeError('ImportModuleError', String(error));
            throw error;
          }
          const handler = base
            .slice(dot + 1)
            .split('.')
            .reduce((value, key) => value && value[key], loaded);
          if (!handler) throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
          if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${name} is not a function`);
          return handler;
        }


        """#
}
