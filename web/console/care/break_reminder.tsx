// SPDX-License-Identifier: Apache-2.0
// After some grave cases in a row: a kind word that one may rest. It blocks nothing, is counted in
// this tab only, and nobody else learns of it.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSay } from '../../common/announcer.tsx';
import { useWords } from '../words.ts';

const storedAs = 'anban.console.grave';
const changed = 'anban-grave-case';
const casesUntilBreak = 3;

const counted = () => Number(sessionStorage.getItem(storedAs) ?? '0');

/** One more grave case was closed here. */
export function countGrave(): void {
  sessionStorage.setItem(storedAs, String(counted() + 1));
  dispatchEvent(new Event(changed));
}

export function BreakReminder() {
  const t = useWords();
  const say = useSay();
  const [count, setCount] = useState(counted);
  useEffect(() => {
    const look = () => setCount(counted());
    addEventListener(changed, look);
    return () => removeEventListener(changed, look);
  }, []);
  const due = count >= casesUntilBreak;
  useEffect(() => {
    if (due) say(t('care.break.title'));
  }, [due]);
  if (!due) return null;
  const restart = () => {
    sessionStorage.setItem(storedAs, '0');
    setCount(0);
  };
  return (
    <aside className="break-reminder" aria-labelledby="break">
      <div>
        <strong id="break">{t('care.break.title')}</strong>
        <p>{t('care.break.body', { count })}</p>
      </div>
      <Button variant="default" onClick={restart}>
        {t('app.understood')}
      </Button>
    </aside>
  );
}
