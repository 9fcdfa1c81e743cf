// SPDX-License-Identifier: Apache-2.0
// A model server of our own for tests of `anban serve`: OpenAI-shaped, scripted, counting. What it
// was asked is in `calls`, as bytes and as JSON; how it answers is in `plan`.
import { createServer } from 'node:http';

function chunkLine(delta, finish, model) {
  const choice = { index: 0, delta, finish_reason: finish };
  const chunk = {
    id: 'up-1',
    object: 'chat.completion.chunk',
    created: 1,
    model,
    choices: [choice],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

async function stream(answer, plan, body) {
  answer.writeHead(200, { 'Content-Type': 'text/event-stream' });
  answer.write(chunkLine({ role: 'assistant', content: '' }, null, body.model));
  for (const piece of plan.pieces) {
    if (plan.pauseMs) await new Promise((accept) => setTimeout(accept, plan.pauseMs));
    if (answer.destroyed) return;
    answer.write(chunkLine({ content: piece }, null, body.model));
  }
  if (plan.stall) return;
  answer.write(chunkLine({}, 'stop', body.model));
  const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
  const last = { id: 'up-1', object: 'chat.completion.chunk', created: 1, choices: [], usage };
  if (body.stream_options?.include_usage) answer.write(`data: ${JSON.stringify(last)}\n\n`);
  answer.end('data: [DONE]\n\n');
}

function whole(answer, plan, body) {
  const message = { role: 'assistant', content: plan.pieces.join('') };
  const json = {
    id: 'up-1',
    object: 'chat.completion',
    created: 1,
    model: body.model,
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  };
  answer.writeHead(200, { 'Content-Type': 'application/json' });
  answer.end(JSON.stringify(json));
}

/** {url, calls, plan, aborted(), stop()}; `url` is what ANBAN_UPSTREAM wants. */
export async function startModelServer() {
  const calls = [];
  const plan = { status: 200, pieces: ['今天', '天气', '不错。'], pauseMs: 0, stall: false };
  let aborted = 0;
  const server = createServer(async (request, answer) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const bytes = Buffer.concat(parts).toString('utf8');
    if (request.method === 'GET') {
      answer.writeHead(200, { 'Content-Type': 'application/json' });
      answer.end('{"object":"list","data":[{"id":"up-model","object":"model"}]}');
      return;
    }
    const body = JSON.parse(bytes);
    calls.push({ path: request.url, bytes, body });
    answer.on('close', () => {
      if (!answer.writableFinished) aborted += 1;
    });
    if (plan.status !== 200) {
      answer.writeHead(plan.status, { 'Content-Type': 'application/json' });
      answer.end('{"error":{"message":"no","type":"server_error"}}');
    } else if (body.stream) {
      await stream(answer, plan, body);
    } else {
      whole(answer, plan, body);
    }
  });
  await new Promise((accept) => server.listen(0, '127.0.0.1', accept));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((accept) => server.close(accept));
  };
  const url = `http://127.0.0.1:${server.address().port}/v1`;
  return { url, calls, plan, aborted: () => aborted, stop };
}
