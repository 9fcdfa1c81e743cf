// SPDX-License-Identifier: Apache-2.0
// What a model server gets to see (O-27): personal numbers leave in no field of a request, however
// they are spelled, and come back whole; what somebody typed that looks like a mark stays his own.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { startModelServer } from './model_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { say } from './talk.mjs';

const phone = '13812345678';
const other = '13912345678';
/** Every character as JSON's escape. */
const escaped = (text) =>
  [...text].map((c) => `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`).join('');

describe('masking over a real model server', { skip: cannotRun }, () => {
  let models;
  let server;
  before(async () => {
    models = await startModelServer();
    server = await startServe({ environment: { ANBAN_UPSTREAM: models.url } });
  });
  after(async () => {
    await server?.stop();
    await models?.stop();
  });
  beforeEach(() => {
    models.calls.length = 0;
    models.plan.pieces = ['好的，', '记下了。'];
  });
  const talk = (messages, more = {}) => say(server, undefined, messages, more, server.key);
  const asked = () => models.calls.at(-1);

  it('O-27: names, stops, predictions and tools are masked, one mark for one value', async () => {
    models.plan.pieces = ['名片上写：电话[手', '机号1]。'];
    const answer = await talk([{ role: 'user', name: phone, content: `印名片，电话${phone}` }], {
      stop: [phone],
      seed: 13812345678,
      prediction: { type: 'content', content: `电话：${phone}` },
      tools: [{
        type: 'function',
        function: {
          name: 'print',
          description: `印名片，例如：${phone}，或${other}`,
          parameters: { type: 'object', properties: { to: { type: 'string', default: phone } } },
        },
      }],
    });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.words, /名片上写：电话13812345678。/);
    const { body, bytes } = asked();
    assert.equal(body.seed, 13812345678);
    assert.equal(bytes.split(phone).length, 2, 'only the seed, which names nobody');
    assert.equal(bytes.includes(other), false);
    assert.equal(body.messages.at(-1).name, '[手机号1]');
    assert.equal(body.messages.at(-1).content, '印名片，电话[手机号1]');
    assert.deepEqual(body.stop, ['[手机号1]']);
    assert.equal(body.prediction.content, '电话：[手机号1]');
    const { function: tool } = body.tools[0];
    assert.equal(tool.name, 'print');
    assert.equal(tool.description, '印名片，例如：[手机号1]，或[手机号2]');
    assert.equal(tool.parameters.properties.to.default, '[手机号1]');
  });

  it('O-27: arguments and results of tools are masked through their escapes', async () => {
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'send', arguments: `{"to":"${escaped(phone)}","n":3,"say":"a\\nb"}` },
    };
    const answer = await talk([
      { role: 'user', content: '发短信给我' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: `{"sent":"${escaped(phone)}"}` },
      { role: 'user', content: '发了吗' },
    ]);
    assert.equal(answer.status, 200, answer.text);
    const { messages } = asked().body;
    const made = messages.find((each) => each.tool_calls).tool_calls[0].function;
    assert.deepEqual(JSON.parse(made.arguments), { to: '[手机号1]', n: 3, say: 'a\nb' });
    const result = messages.find((each) => each.role === 'tool');
    assert.deepEqual(JSON.parse(result.content), { sent: '[手机号1]' });
    assert.equal(asked().bytes.includes(escaped(phone).slice(1, 12)), false);
  });

  for (const typed of ['[手机号1]', '［手机号１］', '【手机号1】', '手机号 1']) {
    it(`O-27: who types ${typed} reads nobody’s number in its place`, async () => {
      models.plan.pieces = ['你写的是[手机', '号1]这几个字。'];
      const answer = await talk([
        { role: 'system', content: `你是前台。店主的手机号是${phone}。` },
        { role: 'user', content: `我写的是${typed}，你看到了什么？` },
      ]);
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.words, /你写的是\[手机号1\]这几个字。/);
      assert.equal(answer.text.includes(phone), false);
      assert.ok(asked().bytes.includes('店主的手机号是[手机号2]'));
      assert.ok(asked().bytes.includes(typed), 'as typed');
    });
  }
});
