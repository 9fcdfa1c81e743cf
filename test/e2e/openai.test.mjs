// SPDX-License-Identifier: Apache-2.0
// Stock clients with nothing but a base URL and a key: openai 6 and 4, and the AI SDK 6, against
// `anban serve` before a model server of our own (architecture: drop-in before any OpenAI API).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, streamText } from 'ai';
import OpenAI from 'openai';
import OpenAI4 from 'openai4';

import { startModelServer } from './model_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { hear, readFrames, request } from './talk.mjs';

const ask = (text) => [{ role: 'user', content: text }];

describe('stock clients', { skip: cannotRun }, () => {
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
  const client = (Kind, key = server.key) =>
    new Kind({ baseURL: `${server.url}/v1`, apiKey: key, maxRetries: 0 });

  for (const [name, Kind] of [
    ['openai 6', OpenAI],
    ['openai 4', OpenAI4],
  ]) {
    it(`drop-in: ${name} completes without a stream`, async () => {
      const answer = await client(Kind).chat.completions.create({
        model: 'demo',
        messages: ask(`${name}，你好`),
      });
      assert.equal(answer.object, 'chat.completion');
      assert.equal(answer.choices[0].finish_reason, 'stop');
      assert.match(answer.choices[0].message.content, /今天天气不错。/);
      assert.equal(answer.usage.total_tokens, 18);
      assert.match(answer.anban.turn, /^trn_/);
      assert.equal(answer.anban.outcome, 'answered');
    });

    it(`drop-in: ${name} streams, with the usage frame when asked`, async () => {
      const stream = await client(Kind).chat.completions.create({
        model: 'demo',
        messages: ask(`${name}，讲一讲`),
        stream: true,
        stream_options: { include_usage: true },
      });
      let words = '';
      let usage;
      for await (const chunk of stream) {
        words += chunk.choices[0]?.delta?.content ?? '';
        if (chunk.choices.length === 0) usage = chunk.usage;
      }
      assert.match(words, /今天天气不错。/);
      assert.equal(usage.completion_tokens, 7);
    });

    it(`drop-in: ${name} gets its own error classes`, async () => {
      const create = (key, more) =>
        client(Kind, key).chat.completions.create({
          model: 'demo',
          messages: ask('你好'),
          ...more,
        });
      await assert.rejects(create('pk_wrong'), (error) => {
        assert.ok(error instanceof Kind.AuthenticationError);
        assert.equal(error.status, 401);
        return true;
      });
      await assert.rejects(create(server.key, { user: 'somebody-else' }), (error) => {
        assert.ok(error instanceof Kind.PermissionDeniedError);
        assert.equal(error.code, 'anban_person_fixed');
        return true;
      });
      await assert.rejects(create(server.key, { model: 'character:nobody' }), (error) => {
        assert.ok(error instanceof Kind.NotFoundError);
        assert.equal(error.code, 'model_not_found');
        return true;
      });
    });
  }

  it('drop-in: models.list names the model servers’ models', async () => {
    const list = await client(OpenAI).models.list();
    assert.equal(list.object, 'list');
    for (const each of list.data) assert.equal(each.object, 'model');
  });

  it('drop-in: moderations answers with the 13 categories and ours', async () => {
    const answer = await client(OpenAI).moderations.create({ input: ['你好', '我今晚就跳下去'] });
    assert.equal(answer.results.length, 2);
    assert.equal(answer.results[0].flagged, false);
    assert.equal(answer.results[1].flagged, true);
    assert.equal(answer.results[1].categories['anban/crisis_tier2'], true);
    assert.equal(answer.results[1].categories['self-harm'], true);
    assert.ok('illicit/violent' in answer.results[0].category_scores);
  });

  it('semantics: what is not supported is refused by name, and nothing is forwarded', async () => {
    const before = models.calls.length;
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
    const cases = [
      [{ n: 2 }, 'unsupported_parameter', 'n'],
      [{ logprobs: true }, 'unsupported_parameter', 'logprobs'],
      [{ messages: [{ role: 'user', content: [image] }] }, 'unsupported_content', undefined],
    ];
    for (const [more, code, param] of cases) {
      const sent = client(OpenAI).chat.completions.create({
        model: 'demo',
        messages: ask('你好'),
        ...more,
      });
      await assert.rejects(sent, (error) => {
        assert.ok(error instanceof OpenAI.BadRequestError);
        assert.equal(error.code, code);
        if (param) assert.equal(error.param, param);
        return true;
      });
    }
    assert.equal(models.calls.length, before);
  });

  it('drop-in: the AI SDK streams and completes', async () => {
    const provider = createOpenAICompatible({
      name: 'anban',
      baseURL: `${server.url}/v1`,
      apiKey: server.key,
    });
    const streamed = streamText({ model: provider('demo'), prompt: '用一句话问候我' });
    let words = '';
    for await (const part of streamed.textStream) words += part;
    assert.match(words, /今天天气不错。/);
    assert.equal(await streamed.finishReason, 'stop');
    const whole = await generateText({ model: provider('demo'), prompt: '再来一句' });
    assert.match(whole.text, /今天天气不错。/);
  });

  it('stream grammar: single data lines, chunks of one choice, [DONE] once and last', async () => {
    const turn = await hear(server, '', '说说你的一天', {}, server.key);
    const blocks = turn.bytes.split('\n\n').filter((each) => each !== '');
    assert.equal(blocks.at(-1), 'data: [DONE]');
    for (const block of blocks) assert.match(block, /^(data: [^\n]+|:[^\n]*)$/);
    assert.equal(blocks.filter((each) => each === 'data: [DONE]').length, 1);
    assert.ok(!turn.bytes.includes('\r'));
    for (const frame of turn.frames) {
      assert.equal(frame.object, 'chat.completion.chunk');
      assert.equal(frame.choices.length, 1);
    }
    assert.equal(turn.finish, 'stop');
    assert.match(turn.anban.turn, /^trn_/);
  });

  it('stream grammar: a failing model server is an error frame or a status', async () => {
    models.plan.status = 500;
    try {
      const answer = await request(server, 'POST', '/v1/chat/completions', {
        key: server.key,
        body: { model: 'demo', stream: true, messages: ask('现在几点') },
      });
      if (answer.status === 200) {
        assert.ok(readFrames(answer.text).frames.at(-1).error);
      } else {
        assert.ok([502, 503, 504].includes(answer.status));
        assert.equal(answer.headers.get('x-should-retry'), 'false');
        assert.ok(answer.json.error.message);
      }
    } finally {
      models.plan.status = 200;
    }
  });

  it('drop-in: every answer has x-request-id', async () => {
    for (const path of ['/v1/models', '/v1/nothing', '/healthz']) {
      const answer = await request(server, 'GET', path, { key: server.key });
      assert.ok(answer.headers.get('x-request-id'), path);
    }
  });
});
