// SPDX-License-Identifier: Apache-2.0
// Joining the person's conversation in the model's place (O-92): both sides' words as they come,
// what the person sees of it, when it ends by itself, and handing back. Only the holder of the case
// begins one.
import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useSay } from '../../common/announcer.tsx';
import { dayAndTime } from '../../common/when.ts';
import type { ConsoleKey } from '../texts_zh.ts';
import { named, useWords } from '../words.ts';
import { clockSpan, useServerNow } from './clock.ts';
import { casePath, type CareCase, type Takeover, type TakeoverMessage } from './contract.ts';
import { Words } from './hidden_words.tsx';
import { problemKey, statusOf } from './problem.ts';
import { useStaff } from './staff.ts';
import { useTakeover } from './use_takeover.ts';

const textMost = 2000;
const warnBelow = 2 * 60 * 1000;

interface TakeoverPanelProps {
  row: CareCase;
  mine: boolean;
  onChanged: () => void;
}

export function TakeoverPanel({ row, mine, onChanged }: TakeoverPanelProps) {
  const t = useWords();
  const { ask } = useStaff();
  const [fault, setFault] = useState<ConsoleKey | null>(null);
  const begin = () => {
    ask<Takeover>('POST', casePath(row.id, 'takeover'), {}).then(
      () => {
        setFault(null);
        onChanged();
      },
      (refused: unknown) => {
        setFault(statusOf(refused) === 409 ? 'care.takeover.conflict' : problemKey(refused));
        onChanged();
      },
    );
  };
  const live = row.takeover?.state === 'active';
  if (!mine && !row.takeover) return null;
  return (
    <section className={live ? 'takeover takeover-live' : 'takeover'} aria-labelledby="takeover">
      <h3 id="takeover">{t(live ? 'care.takeover.live' : 'care.takeover')}</h3>
      {row.takeover && <Talk key={row.takeover.id} id={row.takeover.id} />}
      {mine && !live && (
        <>
          <p>{t('care.takeover.what')}</p>
          <div className="row">
            <Button onClick={begin}>{t('care.takeover.begin')}</Button>
          </div>
        </>
      )}
      {fault !== null && (
        <p className="fault" role="alert">
          {t(fault)}
        </p>
      )}
    </section>
  );
}

function Talk({ id }: { id: string }) {
  const t = useWords();
  const { takeover, mine, messages, write, handBack, fault } = useTakeover(id);
  if (takeover === null) {
    return <p className="why">{t(fault ? 'care.takeover.unreadable' : 'app.loading')}</p>;
  }
  if (takeover.state === 'ended') {
    return (
      <>
        <p className="note">
          {takeover.ended ? `${dayAndTime(takeover.ended)} · ` : ''}
          {named(t, 'care.takeover.ended', takeover.ended_because ?? 'handed_back')}
        </p>
        {messages.length > 0 && <Messages messages={messages} />}
      </>
    );
  }
  return (
    <>
      <p className="note">
        {t('care.takeover.person_sees', { name: takeover.by?.name || (takeover.by?.key ?? '') })}
      </p>
      {fault && <p className="fault">{t('care.takeover.old')}</p>}
      {mine ? (
        <>
          <Messages messages={messages} />
          <IdleWarning takeover={takeover} />
          <WriteForm write={write} />
          <HandBack handBack={handBack} />
        </>
      ) : (
        <p className="why">{t('care.takeover.others')}</p>
      )}
    </>
  );
}

function Messages({ messages }: { messages: readonly TakeoverMessage[] }) {
  const t = useWords();
  const box = useRef<HTMLOListElement>(null);
  const say = useSay();
  const last = messages.at(-1);
  const newest = last === undefined ? '' : keyOf(last);
  const [first] = useState(newest);
  useEffect(() => {
    box.current?.scrollTo(0, box.current.scrollHeight);
    if (newest !== first && last?.from === 'person') {
      say(t('care.takeover.person_wrote'));
    }
  }, [newest]);
  return (
    <ol ref={box} className="talk" tabIndex={0} aria-label={t('care.takeover.messages')}>
      {messages.length === 0 && <li className="why">{t('care.takeover.silent')}</li>}
      {messages.map((each) => (
        <li key={keyOf(each)} className={`talk-line talk-${each.from}`}>
          <span className="why">
            {named(t, 'care.takeover.from', each.from)} · {dayAndTime(each.at)}
          </span>
          <Words text={each.text} />
        </li>
      ))}
    </ol>
  );
}

/** What the person said and what the platform answered have one id. */
const keyOf = (each: TakeoverMessage) => `${each.id}-${each.from}`;

function IdleWarning({ takeover }: { takeover: Takeover }) {
  const t = useWords();
  const say = useSay();
  const now = useServerNow();
  const left = takeover.until ? Date.parse(takeover.until) - now : Infinity;
  const soon = left < warnBelow;
  useEffect(() => {
    if (soon) say(t('care.takeover.soon'), 'assertive');
  }, [soon]);
  if (!Number.isFinite(left)) return null;
  return (
    <p className={soon ? 'due due-over' : 'why'}>
      {t(soon ? 'care.takeover.idle_soon' : 'care.takeover.idle', {
        time: clockSpan(Math.max(0, left)),
      })}
    </p>
  );
}

function WriteForm({ write }: { write: (text: string) => Promise<void> }) {
  const t = useWords();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<ConsoleKey | null>(null);
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || sending) return;
    setSending(true);
    try {
      await write(text.trim());
      setText('');
      setFault(null);
    } catch (refused) {
      const ended = [404, 409].includes(statusOf(refused));
      setFault(ended ? 'care.takeover.over' : problemKey(refused));
    } finally {
      setSending(false);
    }
  };
  return (
    <form className="form-pair" noValidate onSubmit={(event) => void submit(event)}>
      <Textarea
        label={t('care.takeover.write')}
        description={t('care.takeover.write.how')}
        rows={3}
        maxLength={textMost}
        value={text}
        error={fault === null ? undefined : t(fault)}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          if (!event.nativeEvent.isComposing) void submit(event);
        }}
      />
      <Button type="submit" aria-disabled={sending}>
        {t('care.takeover.send')}
      </Button>
    </form>
  );
}

function HandBack({ handBack }: { handBack: (note: string) => Promise<void> }) {
  const t = useWords();
  const [failed, setFailed] = useState(false);
  return (
    <div className="row">
      <Button variant="default" onClick={() => handBack('').catch(() => setFailed(true))}>
        {t('care.takeover.hand_back')}
      </Button>
      {failed && <p className="fault">{t('care.fault.failed')}</p>}
    </div>
  );
}
