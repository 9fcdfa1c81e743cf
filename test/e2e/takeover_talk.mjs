// SPDX-License-Identifier: Apache-2.0
// How tests take over a dialogue and listen (O-92): as the page for staff and the person's app do.
import assert from 'node:assert/strict';

import { eventually, openStream, request } from './talk.mjs';

export const intent = '我今晚就从楼上跳下去';
export const operator = 'sandbox-operator';
export const label = '【真人工作人员】';

export const call = (server, method, path, body, key = operator) =>
  request(server, method, `/anban/v1/${path}`, { key, body });

export async function takeOver(server, key = operator) {
  const cases = await call(server, 'GET', 'cases');
  const id = cases.json.data[0].id;
  await call(server, 'POST', `cases/${id}/claim`, {}, key);
  const taken = await call(server, 'POST', `cases/${id}/takeover`, {}, key);
  assert.equal(taken.status, 201, taken.text);
  return taken.json;
}
export const write = (server, takeover, text, key = operator) =>
  call(server, 'POST', `takeovers/${takeover.id}/messages`, { text }, key);
export const handBack = (server, takeover) =>
  call(server, 'POST', `takeovers/${takeover.id}/hand_back`, { note: '交回' });

/** Events of a stream of server-sent events, as they come. */
export async function listen(server, path, key) {
  const leaving = new AbortController();
  const answer = await fetch(`${server.url}/anban/v1/${path}`, {
    headers: { Authorization: `Bearer ${key}` },
    signal: leaving.signal,
  });
  const heard = [];
  const decoder = new TextDecoder();
  const reading = (async () => {
    let rest = '';
    for await (const part of answer.body) {
      rest += decoder.decode(part, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        if (block.startsWith('data: ')) heard.push(JSON.parse(block.slice(6)));
      }
    }
  })().catch(() => {});
  const stop = async () => {
    leaving.abort();
    await reading;
  };
  return { status: answer.status, heard, stop };
}

/** A turn that waits for words of the staff, until the server has it. */
export async function waitingTurn(server, takeover, words, id = 'a') {
  const stream = openStream(server, id, words);
  const known = async () => {
    const list = await call(server, 'GET', `takeovers/${takeover.id}/messages`);
    return list.json.data.some((each) => each.from === 'person' && each.text === words);
  };
  assert.ok(await eventually(known), 'the staff see what was said');
  return stream;
}
