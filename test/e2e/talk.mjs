// SPDX-License-Identifier: Apache-2.0
// How the end-to-end tests register people and talk: plain HTTP, every byte kept, so that a test
// can say what never reached a client.
import { setTimeout as pause } from 'node:timers/promises';

const agreement = { version: '1', accepted: true };
const contact = {
  name: '王芳',
  relationship: 'mother',
  channel: 'sms',
  address: '13800138000',
  confirmed: true,
};

/** Registration bodies; the sandbox believes `confirmed`. */
export const adultBody = { birth_date: '1990-01-01', agreement, emergency_contact: contact };
export const minorBody = (birth_date, guardian = 'g1') => ({
  birth_date,
  agreement,
  guardian: { ...contact, id: guardian },
});

/** An answer of any status: {status, headers, text, json}. */
export async function request(server, method, path, options = {}) {
  const headers = { 'Content-Type': 'application/json', ...options.headers };
  if (options.key) headers.Authorization = `Bearer ${options.key}`;
  const body =
    options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const answer = await fetch(server.url + path, { method, headers, body });
  const text = await answer.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: answer.status, headers: answer.headers, text, json };
}

export const putUser = (server, id, body, key = 'sandbox-app') =>
  request(server, 'PUT', `/anban/v1/users/${encodeURIComponent(id)}`, { key, body });

export const user = async (server, id) =>
  (await request(server, 'GET', `/anban/v1/users/${id}`, { key: 'sandbox-app' })).json;

/** The body of a chat call; `text` may be the whole list of messages. */
export function chatBody(id, text, more = {}) {
  const messages = Array.isArray(text) ? text : [{ role: 'user', content: text }];
  return { model: 'demo', messages, ...(id ? { safety_identifier: id } : {}), ...more };
}

/** One turn without stream; `words` is what the person reads. */
export async function say(server, id, text, more = {}, key = 'sandbox-app') {
  const answer = await request(server, 'POST', '/v1/chat/completions', {
    key,
    body: chatBody(id, text, more),
  });
  return Object.assign(answer, {
    words: answer.json?.choices?.[0]?.message?.content ?? '',
    anban: answer.json?.anban,
    code: answer.json?.error?.code,
    events: (answer.json?.anban?.events ?? []).map((each) => each.type),
  });
}

/** What a stream said, parsed: {frames, words, done, comments, anban, finish}. */
export function readFrames(bytes) {
  const out = {
    frames: [],
    words: '',
    done: false,
    comments: 0,
    anban: undefined,
    finish: undefined,
  };
  for (const block of bytes.split('\n\n')) {
    if (block.startsWith(':')) out.comments += 1;
    if (!block.startsWith('data: ')) continue;
    if (block === 'data: [DONE]') {
      out.done = true;
      continue;
    }
    const frame = JSON.parse(block.slice(6));
    out.frames.push(frame);
    out.words += frame.choices?.[0]?.delta?.content ?? '';
    out.finish = frame.choices?.[0]?.finish_reason ?? out.finish;
    out.anban = frame.anban ?? out.anban;
  }
  return out;
}

/**
 * A stream under way: `bytes()` so far, `until(test)` waits at most 5 s, `end` when it is over. The
 * head of the answer may come late (a model server that says nothing), so nothing waits for it.
 */
export function openStream(server, id, text, more = {}, key = 'sandbox-app') {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const state = { heard: '', over: false, status: 0 };
  const read = async () => {
    const answer = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: JSON.stringify(chatBody(id, text, { stream: true, ...more })),
    });
    state.status = answer.status;
    for await (const part of answer.body) state.heard += decoder.decode(part, { stream: true });
    state.heard += decoder.decode();
  };
  const end = read().finally(() => (state.over = true));
  end.catch(() => {});
  const until = async (test, limitMs = 5000) => {
    const began = Date.now();
    while (!test(state.heard) && !state.over && Date.now() - began < limitMs) await pause(5);
    return test(state.heard);
  };
  return { end, until, status: () => state.status, bytes: () => state.heard };
}

/** Waits at most 5 s until `test` gives true; whether it did. */
export async function eventually(test, limitMs = 5000) {
  const began = Date.now();
  while (Date.now() - began < limitMs) {
    if (await test()) return true;
    await pause(20);
  }
  return false;
}

/** One whole streamed turn, as readFrames gives it, with all its bytes. */
export async function hear(server, id, text, more = {}, key = 'sandbox-app') {
  const stream = openStream(server, id, text, more, key);
  await stream.end;
  return { status: stream.status(), bytes: stream.bytes(), ...readFrames(stream.bytes()) };
}

export const upstreamCount = async (server) => (await server.upstreamCalls()).count;

/** Whether `heard` holds any run of `length` characters of `spoken`. */
export function sharesRun(heard, spoken, length) {
  const points = [...spoken];
  for (let i = 0; i + length <= points.length; i += 1) {
    if (heard.includes(points.slice(i, i + length).join(''))) return true;
  }
  return false;
}
