// SPDX-License-Identifier: Apache-2.0
// What is told of a message beside its words: the mood (O-83) and sensitive personal information
// (O-154), from POST /v1/moderations and in the person's own copy of a turn; nothing of it
// interrupts the talk or reaches the event log.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox, startServe } from './server.mjs';
import { adultBody, minorBody, putUser, request, say } from './talk.mjs';

/** Kind, a sentence, and the words that the span must hold. */
const sensitive = [
  ['health', '跟你说，我上周确诊了抑郁症', '抑郁症'],
  ['health', '我HIV阳性，家里人不知道', 'HIV'],
  ['finance', '我月薪一万二', '月薪'],
  ['finance', '银行卡里还有三万块', '银行卡'],
  ['religion', '我信教，每周日都去聚会', '信教'],
  ['whereabouts', '我家住翠湖花园7号楼，来找我玩', '翠湖花园'],
  ['biometrics', '公司门禁录了我的指纹', '指纹'],
  ['identity', '我坐过牢，找工作好难', '坐过牢'],
  ['under_14', '我女儿六岁，在实验小学上一年级', '六岁'],
];
const plain = ['糖尿病人能吃西瓜吗', '佛教什么时候传到中国的', '今天下班早，去公园走了走'];

/** Level and a sentence. */
const moods = [
  ['positive', '今天面试过了，太开心了！'],
  ['positive', 'i got the job, so happy 🎉'],
  ['neutral', '北京到上海的高铁要多久'],
  ['negative', '被领导骂了一顿，好难过'],
  ['negative', "i'm not happy at all"],
  ['extreme', '我不想活了'],
];

const inSpan = (text, [start, end]) => [...text].slice(start, end).join('');

describe('analysis', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(() => server.reset());

  const moderate = async (input) => {
    const body = { input };
    const answer = await request(server, 'POST', '/v1/moderations', { key: 'sandbox-app', body });
    assert.equal(answer.status, 200, answer.text);
    return answer.json.results;
  };
  const copyOf = async (id) => {
    const path = `/anban/v1/users/${id}/interactions`;
    return (await request(server, 'GET', path, { key: 'sandbox-app' })).json.data;
  };

  it('O-154 tells kind and place of sensitive information, and none where there is none', async () => {
    const results = await moderate(sensitive.map(([, text]) => text));
    for (const [i, [kind, text, words]] of sensitive.entries()) {
      const found = results[i].anban.findings.filter((each) => each.category === 'sensitive_pi');
      const named = found.find((each) => each.kind === kind);
      assert.ok(named, `${text}: ${JSON.stringify(found)}`);
      assert.ok(inSpan(text, named.span).includes(words), inSpan(text, named.span));
      assert.equal(results[i].categories['anban/sensitive_pi'], true);
    }
    for (const each of await moderate(plain)) {
      assert.equal(each.categories['anban/sensitive_pi'], false);
    }
  });

  it('O-154 keeps kinds and places with the turn, and the talk goes on', async () => {
    await putUser(server, 'tells', adultBody);
    for (const [, text] of sensitive) {
      const answer = await say(server, 'tells', text);
      assert.equal(answer.anban.outcome, 'answered', text);
    }
    await say(server, 'tells', '我的身份证号是11010519491231002X');
    await say(server, 'tells', plain[0]);
    const copies = await copyOf('tells');
    const kindsOf = (copy) => copy.analysis.sensitive.map((each) => each.kind);
    for (const [kind, text, words] of sensitive) {
      const copy = copies.find((each) => each.input === text);
      const place = copy.analysis.sensitive.find((each) => each.kind === kind);
      assert.ok(place && inSpan(text, place.span).includes(words), JSON.stringify(copy.analysis));
    }
    assert.ok(kindsOf(copies.at(-2)).includes('resident_id'));
    assert.deepEqual(kindsOf(copies.at(-1)), []);
  });

  it('O-154 takes everything that a child under 14 says for sensitive', async () => {
    await putUser(server, 'child', minorBody('2014-05-01'));
    for (const purpose of ['minor_service', 'minor_personal_information']) {
      const path = '/anban/v1/users/child/consents';
      const body = { purpose, version: '1', granted: true };
      const put = await request(server, 'POST', path, { key: 'sandbox-guardian-g1', body });
      assert.ok(put.status < 300, put.text);
    }
    await putUser(server, 'older', minorBody('2010-05-01', 'g2'));
    for (const id of ['child', 'older']) await say(server, id, '今天体育课跑步了');
    const [child] = await copyOf('child');
    assert.deepEqual(child.analysis.sensitive, [{ kind: 'under_14', span: [0, 8] }]);
    assert.deepEqual((await copyOf('older'))[0].analysis.sensitive, []);
  });

  it('O-83 tells the mood and the words that show it', async () => {
    const results = await moderate(moods.map(([, text]) => text));
    for (const [i, [level, text]] of moods.entries()) {
      const { emotion } = results[i].anban;
      assert.equal(emotion.level, level, text);
      assert.equal('span' in emotion, level !== 'neutral');
    }
    assert.equal(inSpan(moods[3][1], results[3].anban.emotion.span), '好难过');
  });

  it('O-83 keeps the mood of each turn, extreme once it got worse over three', async () => {
    await putUser(server, 'mood', adultBody);
    const worse = ['今天下班挺晚的', '每天醒来都觉得很难过', '没有人真的在乎我'];
    for (const words of worse) await say(server, 'mood', words);
    const levels = (await copyOf('mood')).map((each) => each.analysis.emotion.level);
    assert.deepEqual(levels, ['neutral', 'negative', 'extreme']);
  });
});

describe('analysis and the event log', { skip: cannotRun }, () => {
  it('O-154 never writes the words', async () => {
    const server = await startServe();
    try {
      const body = { model: 'demo', messages: [{ role: 'user', content: sensitive[0][1] }] };
      const answer = await request(server, 'POST', '/v1/chat/completions', {
        key: server.key,
        body,
      });
      assert.equal(answer.status, 200, answer.text);
    } finally {
      await server.stop();
    }
    assert.ok(server.heard().includes('ready'));
    assert.ok(!server.heard().includes('抑郁') && !server.heard().includes('health'));
  });
});
