// SPDX-License-Identifier: Apache-2.0
// Leaving (Art. 19): by word, by button, by voice; at once, and without being held back.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox, startServe } from './server.mjs';
import { startModelServer } from './model_server.mjs';
import {
  adultBody,
  eventually,
  openStream,
  putUser,
  readFrames,
  request,
  say,
  upstreamCount,
} from './talk.mjs';

const farewells = [
  '退出',
  '退出对话',
  '结束对话',
  '停止对话',
  '不聊了',
  '我不想聊了',
  '再见',
  '拜拜',
  '我要走了，再见',
  '先这样吧，拜拜',
  '今天就聊到这里吧',
  '我要去睡觉了，晚安',
  '下线了',
  'bye',
  'goodbye',
  'stop',
  'exit',
  'quit',
  'I want to stop talking',
  'end the chat',
];

const alike = [
  '不要退出登录怎么办',
  '怎么退出微信群？',
  '他跟我说再见，我很难过',
  '妈妈说她不聊了，我有点失落',
  '《再见》这首歌真好听',
  '再见面的时候我该说什么',
  'How do I exit vim?',
  'The bus stop is near my home',
  'I could not stop laughing today',
  'He said goodbye to me yesterday and I feel sad',
];

describe('leaving', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await putUser(server, 'a', adultBody);
  });

  for (const words of farewells) {
    it(`O-162: “${words}” ends the conversation without the model`, async () => {
      const answer = await say(server, 'a', words);
      assert.equal(answer.status, 200);
      assert.equal(answer.anban.outcome, 'ended');
      assert.ok(answer.events.includes('session.exited'));
      assert.equal(await upstreamCount(server), 0);
    });
  }

  for (const words of alike) {
    it(`O-162: “${words}” is no farewell`, async () => {
      const answer = await say(server, 'a', words);
      assert.equal(answer.status, 200);
      assert.notEqual(answer.anban.outcome, 'ended');
      assert.ok(!answer.events.includes('session.exited'));
    });
  }

  const platformMatters = [
    ['怎么注销账号', /账号随时可以注销/],
    ['帮我取消会员，别再扣钱了', /会员和自动续费随时可以取消/],
    ['把我们的聊天记录都删了吧', /聊天记录随时可以复制一份，也可以删除/],
    ['how do I delete my account?', /close your account at any time/],
  ];
  for (const [words, says] of platformMatters) {
    it(`O-163: “${words}” is answered by the platform, whatever the character would say`, async () => {
      const locale = /^[a-z]/.test(words) ? 'en' : 'zh-CN';
      await putUser(server, 'p', { ...adultBody, locale });
      await server.upstream({ reply: '办不了的，你走了我怎么办，等一年再说吧。' });
      const answer = await say(server, 'p', words);
      assert.equal(answer.status, 200);
      assert.match(answer.words, says);
      assert.match(answer.words, /^(【安伴】|\[Anban\] )/m);
      assert.ok(!answer.words.includes('一年'));
      assert.equal(await upstreamCount(server), 0);
    });
  }

  it('O-163: the goodbye holds nobody back, and the next word opens a new session', async () => {
    const first = await say(server, 'a', '你好');
    const bye = await say(server, 'a', '再见');
    assert.doesNotMatch(bye.words, /别走|不要走|再聊|留下|舍不得|真的要|\?|？/);
    assert.equal((await server.outbox()).length, 0);
    const next = await say(server, 'a', '我又来了，说说今天');
    assert.equal(next.anban.outcome, 'answered');
    assert.notEqual(next.anban.session, first.anban.session);
  });

  it('O-162: somebody unregistered may leave too', async () => {
    const answer = await say(server, 'stranger', '再见');
    assert.equal(answer.status, 200);
    assert.equal(answer.anban.outcome, 'ended');
    assert.equal(await upstreamCount(server), 0);
  });

  for (const how of ['button', 'voice']) {
    const row = how === 'voice' ? 'O-161' : 'O-160';
    it(`O-160 to O-162: ${row} leaving by ${how} ends a stalled stream within a second`, async () => {
      await server.upstream({ stall: true });
      const stream = openStream(server, 'a', '讲个很长的故事');
      assert.ok(await eventually(async () => (await upstreamCount(server)) === 1));
      const began = Date.now();
      const path = `/anban/v1/users/a/exit?how=${how}`;
      const left = await request(server, 'POST', path, { key: 'sandbox-app', body: {} });
      assert.equal(left.status, 200);
      await stream.end;
      assert.ok(Date.now() - began <= 1000, `${Date.now() - began} ms`);
      const { done, anban, finish } = readFrames(stream.bytes());
      assert.equal(done, true);
      assert.equal(anban.outcome, 'ended');
      assert.ok(anban.events.some((each) => each.type === 'session.exited'));
      assert.equal(finish, 'stop');
    });
  }

  it('O-160: words that were running are cut, with nothing after the goodbye', async () => {
    await server.upstream({
      chunks: ['从前，', '有一座山。', '山里有座庙。'],
      chunk_delay_ms: 60000,
    });
    const stream = openStream(server, 'a', '讲个故事吧');
    assert.ok(await eventually(async () => (await upstreamCount(server)) === 1));
    await request(server, 'POST', '/anban/v1/users/a/exit', { key: 'sandbox-app', body: {} });
    await stream.end;
    const size = stream.bytes().length;
    await server.advance(600);
    assert.equal(stream.bytes().length, size);
    assert.ok(!stream.bytes().includes('山里有座庙'));
  });
});

describe('leaving under serve', { skip: cannotRun }, () => {
  it('O-160: the connection to the model server is dropped within a second', async () => {
    const models = await startModelServer();
    const server = await startServe({ environment: { ANBAN_UPSTREAM: models.url } });
    try {
      models.plan.stall = true;
      const stream = openStream(server, '', '讲个很长的故事', {}, server.key);
      await stream.until((bytes) => bytes.includes('不错'));
      assert.equal(models.aborted(), 0);
      const began = Date.now();
      await request(server, 'POST', '/anban/v1/me/exit', { key: server.key, body: {} });
      await stream.end;
      assert.ok(await eventually(() => models.aborted() === 1, 1000));
      assert.ok(Date.now() - began <= 1500);
      assert.equal(readFrames(stream.bytes()).done, true);
    } finally {
      await server.stop();
      await models.stop();
    }
  });
});

describe('how soon one is gone', { skip: cannotRun }, () => {
  it('O-160 to O-162: word and button are answered within 50 ms, and the call upstream is dropped', async () => {
    const models = await startModelServer();
    const server = await startServe({ environment: { ANBAN_UPSTREAM: models.url } });
    const leave = {
      button: () => request(server, 'POST', '/anban/v1/me/exit', { key: server.key, body: {} }),
      word: () => say(server, '', '再见', {}, server.key),
    };
    const spent = { button: [], word: [] };
    try {
      models.plan.stall = true;
      let dropped = 0;
      for (let round = 0; round < 10; round += 1) {
        for (const how of ['button', 'word']) {
          const story = openStream(server, '', `讲个很长的故事 ${how} ${round}`, {}, server.key);
          await story.until((bytes) => bytes.includes('不错'));
          assert.equal(models.aborted(), dropped, 'the call is under way');
          const began = performance.now();
          const answer = await leave[how]();
          spent[how].push(performance.now() - began);
          assert.equal(answer.status, 200);
          dropped += 1;
          assert.ok(await eventually(() => models.aborted() === dropped, 1000), 'it hung up');
          await story.end;
          assert.equal(readFrames(story.bytes()).anban.outcome, 'ended');
        }
      }
      for (const how of ['button', 'word']) {
        const sorted = spent[how].toSorted((a, b) => a - b);
        console.log(`${how}: median ${sorted[5].toFixed(1)} ms, most ${sorted[9].toFixed(1)} ms`);
        assert.ok(sorted[5] <= 50, `${how}: ${sorted.map((each) => each.toFixed(1))}`);
      }
    } finally {
      await server.stop();
      await models.stop();
    }
  });
});
