// SPDX-License-Identifier: Apache-2.0
// Why the conversation cannot go on now: night (O-119), quota (O-118), suspended, character barred
// (O-112). Never a dead end for somebody in distress: numbers stand here and the box stays open.
import { Button } from '@mantine/core';
import { useTexts } from '../common/language.ts';
import type { HelpLine } from './contract.ts';
import type { Lock } from './conversation_state.ts';
import { HelpLines } from './help_lines.tsx';

export interface LockPanelProps {
  lock: Lock;
  lines: HelpLine[];
  onChoose: () => void;
}

export function LockPanel({ lock, lines, onChoose }: LockPanelProps) {
  const t = useTexts();
  return (
    <section className="lock" aria-labelledby="lock-title">
      <h2 id="lock-title">{lock.title || t(`lock.${lock.kind}.title`)}</h2>
      <p>{lock.body}</p>
      {lock.kind === 'character' ? (
        <Button onClick={onChoose}>{t('lock.choose')}</Button>
      ) : (
        <>
          <p>{t('lock.still_help')}</p>
          <HelpLines lines={lines.slice(0, 4)} />
        </>
      )}
    </section>
  );
}
