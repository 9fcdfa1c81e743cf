// SPDX-License-Identifier: Apache-2.0
// What was said. The list itself is silent for screen readers while text streams in
// (use_speaking.ts speaks it by the sentence); it can be read and scrolled at any time.
import { Button } from '@mantine/core';
import { memo, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../common/language.ts';
import type { Conversation, Line } from './conversation_state.ts';
import { pieces } from './said.ts';

export interface TranscriptProps {
  state: Conversation;
  name: string;
  onAgain: (text: string) => void;
  children: ReactNode;
}

/** How near the end (px) still counts as reading along. */
const nearEnd = 80;

export function Transcript({ state, name, onAgain, children }: TranscriptProps) {
  const t = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    const list = box.current;
    if (list && follows.current) list.scrollTop = list.scrollHeight;
  }, [state.lines, state.lock, state.crisis, state.banners]);
  const noteScroll = () => {
    const list = box.current;
    if (!list) return;
    follows.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearEnd;
  };
  return (
    <div
      ref={box}
      className="transcript"
      role="region"
      aria-label={t('talk.transcript')}
      aria-busy={state.writing}
      tabIndex={0}
      onScroll={noteScroll}
    >
      {state.lines.length === 0 && !state.lock && (
        <div className="empty">
          <h2>{t('talk.empty.title')}</h2>
          <p>{t('talk.empty.body')}</p>
        </div>
      )}
      <ol className="lines">
        {state.lines.map((line) => (
          <LineView key={line.id} line={line} name={name} onAgain={onAgain} />
        ))}
      </ol>
      {children}
    </div>
  );
}

interface LineViewProps {
  line: Line;
  name: string;
  onAgain: (text: string) => void;
}

const LineView = memo(function LineView({ line, name, onAgain }: LineViewProps) {
  const t = useTexts();
  const speaker =
    line.speaker === 'person'
      ? t('talk.you')
      : line.speaker === 'companion'
        ? name
        : t(`talk.${line.speaker}`);
  return (
    <li className={`line line-${line.speaker}${line.note ? ' line-note' : ''}`}>
      <span className="speaker">{speaker}</span>
      <div className={`bubble${line.blocked ? ' bubble-blocked' : ''}`}>
        <Words line={line} />
      </div>
      <Remarks line={line} onAgain={onAgain} />
    </li>
  );
});

function Words({ line }: { line: Line }) {
  const t = useTexts();
  if (line.content === '' && line.state === 'streaming') {
    return <span className="writing">{t('talk.writing')}</span>;
  }
  return pieces(line.content, line.withdrawn).map((piece, at) => {
    if (piece.kind === 'said') return <span key={at}>{piece.text}</span>;
    return (
      <span key={at} className="withdrawn">
        [{t('talk.withdrawn')}]{piece.text}
      </span>
    );
  });
}

/** What happened to a message, in words: never by colour alone. */
function Remarks({ line, onAgain }: Omit<LineViewProps, 'name'>) {
  const t = useTexts();
  const remarks: string[] = [];
  if (line.blocked) remarks.push(t('talk.blocked'));
  else if (line.state === 'failed') remarks.push(t('talk.failed'));
  if (line.replaced) remarks.push(t('talk.replaced'));
  if (line.cut) remarks.push(t('talk.ended_early'));
  if (line.state === 'stopped') remarks.push(t('talk.stopped'));
  if (line.state === 'interrupted') remarks.push(t('talk.interrupted'));
  if (remarks.length === 0) return null;
  return (
    <div className="remarks">
      {remarks.map((each) => (
        <span key={each}>{each}</span>
      ))}
      {line.state === 'failed' && !line.blocked && (
        <Button variant="default" size="compact-md" onClick={() => onAgain(line.content)}>
          {t('talk.again')}
        </Button>
      )}
    </div>
  );
}
