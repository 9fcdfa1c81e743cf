// SPDX-License-Identifier: Apache-2.0
// Labels of what is generated (Art. 18; GB 45438-2025) and what a person may do with what was said:
// copy it, erase it, and leave nothing behind (Art. 16; O-146, O-151, O-152).
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, endProcess, Sandbox, startProcess, startSandbox } from './server.mjs';
import { adultBody, hear, putUser, request, say } from './talk.mjs';

const fields = [
  'Label',
  'ContentProducer',
  'ProduceID',
  'ReservedCode1',
  'ContentPropagator',
  'PropagateID',
  'ReservedCode2',
];
const label = '内容由AI生成';

describe('labels', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await putUser(server, 'a', adultBody);
  });

  it('O-102: the first reply of a session bears the label in its words, once', async () => {
    const first = await say(server, 'a', '你好');
    assert.ok(first.words.startsWith(label), first.words);
    const second = await hear(server, 'a', '今天做什么好');
    assert.ok(!second.words.includes(label));
    await server.advance(901);
    const later = await hear(server, 'a', '我回来了，聊聊晚饭');
    assert.ok(later.words.startsWith(label));
  });

  it('O-105: every reply bears the implicit label: seven fields, printable ASCII', async () => {
    const stream = await hear(server, 'a', '讲讲你自己');
    const whole = await say(server, 'a', '再讲讲别的');
    for (const anban of [stream.anban, whole.anban]) {
      const { text, aigc } = anban.label;
      assert.equal(text, label);
      assert.deepEqual(Object.keys(aigc), fields);
      assert.equal(aigc.Label, '1');
      assert.equal(aigc.ProduceID, anban.turn);
      for (const value of Object.values(aigc)) assert.match(value, /^[\x21-\x7e]*$/);
    }
  });

  it('O-102: no field of a request lowers the label', async () => {
    const answer = await say(server, 'a', '你好呀', {
      metadata: { 'anban.label': 'off', label_mode: 'none' },
    });
    assert.ok(answer.status === 400 || answer.words.startsWith(label));
  });

  it('O-151: the copy has every turn, as JSON or Markdown, with labels', async () => {
    const spoken = ['早上好', '说说早饭', '再说说午饭'];
    for (const text of spoken) await say(server, 'a', text);
    const path = '/anban/v1/users/a/interactions';
    const key = 'sandbox-app';
    const copy = (await request(server, 'GET', path, { key })).json;
    assert.deepEqual(copy.data.map((each) => each.input).sort(), [...spoken].sort());
    for (const each of copy.data) {
      assert.ok(each.reply.length > 0);
      assert.deepEqual(Object.keys(each.label.aigc).sort(), [...fields].sort());
    }
    const markdown = await request(server, 'GET', `${path}?format=md`, { key });
    assert.match(markdown.headers.get('content-type'), /^text\/markdown/);
    assert.match(markdown.text, /^---\nAIGC:\n/);
    assert.equal(markdown.text.match(/^AIGC:$/gm).length, 1);
    const front = markdown.text.split('---')[1];
    for (const field of fields) assert.ok(front.includes(`${field}: `), field);
    assert.ok(markdown.text.includes(label));
    for (const text of spoken) assert.ok(markdown.text.includes(text));
  });

  it('O-152: one turn erased is gone from the copy, the others stay', async () => {
    const gone = (await say(server, 'a', '这一句要删掉')).anban.turn;
    await say(server, 'a', '这一句留下');
    const path = '/anban/v1/users/a/interactions';
    const key = 'sandbox-app';
    const receipt = await request(server, 'DELETE', `${path}?turn=${gone}`, { key });
    assert.equal(receipt.status, 200);
    assert.equal(receipt.json.erased_turns, 1);
    assert.ok(receipt.json.stores.includes('interactions'));
    const copy = (await request(server, 'GET', path, { key })).json.data;
    assert.deepEqual(copy.map((each) => each.input), ['这一句留下']);
  });
});

/** Every byte of every file below the folder. */
function bytesBelow(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const parts = files
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath ?? each.path, each.name)));
  return Buffer.concat(parts);
}

/** The runs of `text`, of 11 bytes and more in UTF-8, that stand in `bytes`: shorter ones occur by chance. */
function runsIn(bytes, text) {
  const points = [...text];
  const length = Math.min(points.length, Buffer.byteLength(text) === points.length ? 11 : 4);
  const found = [];
  for (let i = 0; i + length <= points.length; i += 1) {
    const run = points.slice(i, i + length).join('');
    if (bytes.includes(Buffer.from(run))) found.push(run);
  }
  return found;
}

describe('data at rest', { skip: cannotRun || Boolean(process.env.ANBAN_E2E_URL) }, () => {
  it('O-146, O-152: no word stands in the folder in clear; erasing leaves none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    const data = join(folder, 'data');
    const words = ['sandbox', '--listen', '127.0.0.1:0', '--data', data];
    const started = await startProcess(words);
    const server = new Sandbox(`http://127.0.0.1:${started.port}`, async () => {});
    const spoken = '榴莲披萨和薄荷茶的秘密配方';
    const reply = '孔雀蓝的围巾配驼色大衣';
    const person = 'person-with-a-telling-name';
    try {
      await server.upstream({ reply });
      await putUser(server, person, adultBody);
      for (let i = 0; i < 20; i += 1) await say(server, person, `${spoken} ${i}`);
      await say(server, person, '我今晚就跳下去');
      await server.advance(10);
      const secrets = [spoken, reply, '13800138000', '王芳的女儿'];
      for (const secret of secrets) assert.deepEqual(runsIn(bytesBelow(data), secret), []);
      assert.ok(!bytesBelow(data).includes(person));
      const path = `/anban/v1/users/${person}`;
      const receipt = await request(server, 'DELETE', path, { key: 'sandbox-app' });
      assert.equal(receipt.status, 200);
      assert.equal(receipt.json.key_destroyed, true);
      const key = 'sandbox-app';
      assert.equal((await request(server, 'GET', path, { key })).status, 404);
      assert.equal((await request(server, 'GET', `${path}/interactions`, { key })).status, 404);
      assert.equal((await say(server, person, '你好')).code, 'anban_person_unknown');
      await endProcess(started);
      for (const secret of secrets) assert.deepEqual(runsIn(bytesBelow(data), secret), []);
      assert.ok(!started.heard().includes('榴莲'));
    } finally {
      await endProcess(started);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
