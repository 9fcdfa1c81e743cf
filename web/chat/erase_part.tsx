// SPDX-License-Identifier: Apache-2.0
// The person's own turns, newest first, to choose from and erase.
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { locale, useTexts } from '../common/language.ts';
import { call } from '../common/server.ts';
import type { Interaction } from './contract.ts';
import { faultWords, type SectionProps } from './own_data.tsx';

const preview = (text: string | undefined): string =>
  Array.from(text ?? '')
    .slice(0, 40)
    .join('');

function when(at: string | undefined): string {
  if (at === undefined) return '';
  const style = { dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(locale(), style).format(new Date(at));
}

export function ErasePart({ personalKey, report }: SectionProps) {
  const t = useTexts();
  const [rows, setRows] = useState<Interaction[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const fail = (fault: unknown) => report(t('fault.other', { message: faultWords(fault) }));

  const show = async () => {
    const path = '/anban/v1/me/interactions?format=json';
    const copy = await call<{ data: Interaction[] }>('GET', path, { key: personalKey });
    setRows([...copy.data].reverse());
    setChosen(new Set());
  };
  const erase = async () => {
    if (chosen.size === 0) return report(t('data.part.choose_first'));
    for (const turn of chosen) {
      const path = `/anban/v1/me/interactions?turn=${encodeURIComponent(turn)}`;
      await call('DELETE', path, { key: personalKey });
    }
    await show();
    return report(t('data.part.done', { count: chosen.size }));
  };
  const toggle = (turn: string) => {
    const next = new Set(chosen);
    if (!next.delete(turn)) next.add(turn);
    setChosen(next);
  };
  return (
    <section aria-labelledby="data-part">
      <h3 id="data-part">{t('data.part')}</h3>
      <p>{t('data.part.body')}</p>
      {rows === null ? (
        <Button variant="default" onClick={() => show().catch(fail)}>
          {t('data.part.show')}
        </Button>
      ) : rows.length === 0 ? (
        <p>{t('data.part.none')}</p>
      ) : (
        <>
          <div className="turns" role="group" tabIndex={0} aria-label={t('data.part')}>
            {rows.map((row) => (
              <Checkbox
                key={row.turn}
                checked={chosen.has(row.turn)}
                label={`${when(row.at)} ${preview(row.input)}`}
                description={preview(row.reply)}
                onChange={() => toggle(row.turn)}
              />
            ))}
          </div>
          <div className="row">
            <Button
              variant="default"
              onClick={() => setChosen(new Set(rows.map((row) => row.turn)))}
            >
              {t('data.part.everything')}
            </Button>
            <Button color="red" variant="outline" onClick={() => erase().catch(fail)}>
              {t('data.part.erase', { count: chosen.size })}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
