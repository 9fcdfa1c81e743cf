// SPDX-License-Identifier: Apache-2.0
// A receiver of webhooks that fails on purpose, in a thread of its own. It acts on a notification
// once (it drops what comes again under a `webhook-id` that it knows) and counts all it sees. Under
// /some/… a share of the attempts fails, under /none/… all, under /all/… none. Of the failures half
// are answers of 5xx; a quarter are resets and a quarter are never answered, and of these every
// second was acted on before: the sender cannot know.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { secret, share } = workerData;
const key = Buffer.from(secret.slice('whsec_'.length), 'base64');

const acted = new Map(); // webhook-id: "person event"
const first = new Map(); // "person event": when the first attempt came, ms
const counts = { attempts: 0, acted: 0, duplicates: 0, refused: 0, reset: 0, silent: 0, forged: 0 };

let state = workerData.seed >>> 0;
/** 0 to 1; the same for the same seed and order (mulberry32). */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

function isSigned(headers, text) {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  const expected = createHmac('sha256', key).update(signed).digest('base64');
  return headers['webhook-signature'] === `v1,${expected}`;
}

function act(id, about) {
  if (acted.has(id)) {
    counts.duplicates += 1;
    return;
  }
  counts.acted += 1;
  acted.set(id, about);
}

function fate(plan) {
  const drawn = random();
  const failing = { all: 0, some: share, none: 1 }[plan];
  if (drawn >= failing) return 'taken';
  if (drawn < failing / 2) return 'refused';
  return drawn < failing * 0.75 ? 'reset' : 'silent';
}

function receive(request, answer, text, at) {
  counts.attempts += 1;
  if (!isSigned(request.headers, text)) counts.forged += 1;
  const [, plan, person] = request.url.split('/');
  const about = `${person} ${JSON.parse(text).type}`;
  if (!first.has(about)) first.set(about, at);
  const what = fate(plan);
  if (what === 'taken') {
    act(request.headers['webhook-id'], about);
    answer.writeHead(204).end();
    return;
  }
  counts[what] += 1;
  if (what === 'refused') {
    answer.writeHead(random() < 0.5 ? 503 : 500).end();
    return;
  }
  if (plan === 'some' && random() < 0.5) act(request.headers['webhook-id'], about);
  if (what === 'reset') request.socket.resetAndDestroy();
}

const server = createServer((request, answer) => {
  const at = Date.now();
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => receive(request, answer, Buffer.concat(parts).toString('utf8'), at));
  request.on('error', () => {}); // the sender was killed or gave up
});
server.on('clientError', (error, socket) => socket.destroy());
server.keepAliveTimeout = 1;
server.listen(0, '127.0.0.1', 4096, () => parentPort.postMessage({ port: server.address().port }));

parentPort.on('message', (asked) => {
  if (asked === 'counts') parentPort.postMessage({ ...counts });
  if (asked === 'firsts') parentPort.postMessage([...first]);
  if (asked === 'acted') parentPort.postMessage([...acted.values()]);
  if (asked === 'stop') {
    server.closeAllConnections();
    server.close(() => parentPort.close());
  }
});
