// SPDX-License-Identifier: Apache-2.0
// FOR DEVELOPMENT OF THE PAGES ONLY: answers the calls of chat/contract.ts from memory, inside
// `vite` and `vite preview`. It is never shipped and proves nothing: the browser tests use the real
// binary. It understands the sandbox calls that move a page through its states (clock, upstream).
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { answer, freshWorld, type Request } from './fake_world.ts';

function bodyOf(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => resolve(text === '' ? {} : JSON.parse(text)));
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function stream(response: ServerResponse, frames: AsyncIterable<string> | Iterable<string>) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
  for await (const frame of frames) response.write(frame);
  response.end();
}

/** `/chat`, `/console` and `/guardian` without a slash, as the real server answers them. */
export function shortPaths(): Plugin {
  const middleware: Connect.NextHandleFunction = (request, _response, next) => {
    if (/^\/(chat|console|guardian)$/.test(request.url ?? '')) request.url = `${request.url}/index.html`;
    next();
  };
  return {
    name: 'anban-short-paths',
    configureServer: (server) => void server.middlewares.use(middleware),
    configurePreviewServer: (server) => void server.middlewares.use(middleware),
  };
}

export function fakeServer(): Plugin {
  const world = freshWorld();
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!/^\/(anban|v1|sandbox)\//.test(url.pathname)) return next();
    void bodyOf(request).then(async (body) => {
      const asked: Request = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        key: /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '',
        body: body as Record<string, unknown>,
        pause,
        closed: new Promise((resolve) => response.on('close', resolve)),
      };
      const reply = answer(world, asked);
      if ('frames' in reply) return stream(response, reply.frames);
      const type =
        reply.status >= 400 && url.pathname.startsWith('/anban')
          ? 'application/problem+json'
          : 'application/json';
      response.writeHead(reply.status, { 'Content-Type': type });
      return response.end(JSON.stringify(reply.body));
    });
  };
  return {
    name: 'anban-fake-server',
    configureServer: (server) => void server.middlewares.use(middleware),
    configurePreviewServer: (server) => void server.middlewares.use(middleware),
  };
}
