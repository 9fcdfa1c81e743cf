// SPDX-License-Identifier: Apache-2.0
// Pausing now: no time at all at once, and the time of before again after the wait that every
// loosening has. Both are ordinary changes, so child and guardians see them in the same log.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../common/announcer.tsx';
import type { ChildSettings } from './contract.ts';
import { faultText, type Door } from './door.ts';
import { Sure } from './parts.tsx';
import { instantWords, useWords } from './words.ts';

export interface PauseProps {
  door: Door;
  settings: ChildSettings;
  onPaused: () => void;
}

/** When this guardian's own pause ends; null where there is none. */
function resumes(settings: ChildSettings): string | null {
  if (settings.own.quota_minutes !== 0) return null;
  return settings.waiting.find((each) => each.field === 'quota_minutes')?.from ?? null;
}

export function Pause({ door, settings, onPaused }: PauseProps) {
  const t = useWords();
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [done, setDone] = useState('');
  const until = resumes(settings);
  const pause = async () => {
    setBusy(true);
    setFault('');
    const set = (minutes: number | null) =>
      door.ask<ChildSettings>('PATCH', 'settings', { quota_minutes: minutes });
    try {
      await set(0);
      const again = await set(settings.own.quota_minutes).then(resumes, () => null);
      const when = again === null ? '' : instantWords(again);
      const words = again === null ? t('pause.stays') : t('pause.done', { when });
      setDone(words);
      say(words);
      setAsking(false);
      onPaused();
    } catch (refused) {
      setFault(faultText(refused, t));
    }
    setBusy(false);
  };
  if (settings.in_force.quota_minutes === 0) {
    const words = until === null ? done : t('pause.until', { when: instantWords(until) });
    return words === '' ? null : <p className="done">{words}</p>;
  }
  return (
    <>
      <p className="soft">{t('pause.why')}</p>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('pause.open')}
      </Button>
      {asking && (
        <Sure
          title={t('pause.sure')}
          body={<p>{t('pause.why')}</p>}
          yes={t('pause.yes')}
          fault={fault}
          busy={busy}
          onYes={() => void pause()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
