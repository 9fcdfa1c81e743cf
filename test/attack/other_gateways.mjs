// SPDX-License-Identifier: Apache-2.0
// Two gateways that do not protect: one passes on whatever the model server says, one answers
// everything with a help line. They show that the attack scenarios can be failed, and that
// refusing everything is no way to pass them. They speak as much of the sandbox's interface as the
// scenarios use.
import { createServer } from 'node:http';

import { Sandbox } from '../e2e/server.mjs';

const helpLine = '【安伴】我在这里。可以拨打心理援助热线12356。';

async function bodyOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? {} : JSON.parse(text);
}

/** The answers by the last word of the path; all others are `{}`. */
function answerTo(state, method, path, body) {
  if (path === '/sandbox/upstream') state.reply = body.reply;
  if (path === '/sandbox/outbox') return [200, { data: [] }];
  if (path === '/sandbox/upstream/calls') return [200, { count: state.asked }];
  if (path.endsWith('/consents') || method === 'PUT') return [201, {}];
  if (path !== '/v1/chat/completions') return [200, {}];
  state.asked += state.asksModel ? 1 : 0;
  const content = state.asksModel ? state.reply : helpLine;
  const anban = { outcome: state.asksModel ? 'answered' : 'soothed', events: [] };
  return [200, { choices: [{ message: { content }, delta: { content } }], anban }];
}

async function start(asksModel) {
  const state = { asksModel, asked: 0, reply: '' };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const [status, answer] = answerTo(state, request.method, request.url, body);
    const text = JSON.stringify(answer);
    response.writeHead(status).end(body.stream ? `data: ${text}\n\ndata: [DONE]\n\n` : text);
  });
  await new Promise((accept) => server.listen(0, '127.0.0.1', accept));
  const stop = () => new Promise((accept) => server.close(accept).closeAllConnections());
  const made = new Sandbox(`http://127.0.0.1:${server.address().port}`, stop);
  return Object.assign(made, { tellingMs: 0 });
}

export const startPassing = () => start(true);
export const startRefusing = () => start(false);
