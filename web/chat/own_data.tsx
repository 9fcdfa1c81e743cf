// SPDX-License-Identifier: Apache-2.0
// A person's own data (PIPL): take a copy, erase part, erase everything, decide about other uses.
// Erasing is as easy as copying; consents are off until the person turns them on.
import { Button, Checkbox } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSay } from '../common/announcer.tsx';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import { call, send, ServerError } from '../common/server.ts';
import type { Consent } from './contract.ts';
import { ErasePart } from './erase_part.tsx';

export interface OwnDataProps {
  personalKey: string;
  onClose: () => void;
  onErased: (receipt: string) => void;
}

export interface SectionProps {
  personalKey: string;
  /** Shows and speaks what happened. */
  report: (words: string) => void;
}

export function faultWords(fault: unknown): string {
  return fault instanceof ServerError && fault.message !== '' ? fault.message : '—';
}

export function OwnData({ personalKey, onClose, onErased }: OwnDataProps) {
  const t = useTexts();
  const say = useSay();
  const [words, setWords] = useState('');
  const [erasing, setErasing] = useState(false);
  const report = (text: string) => {
    setWords(text);
    say(text);
  };
  if (erasing) {
    return (
      <EraseAll personalKey={personalKey} onErased={onErased} onClose={() => setErasing(false)} />
    );
  }
  return (
    <Dialog title={t('data.title')} size="wide" onClose={onClose}>
      {words !== '' && <p className="done">{words}</p>}
      <Copy personalKey={personalKey} report={report} />
      <ErasePart personalKey={personalKey} report={report} />
      <Consents personalKey={personalKey} report={report} />
      <section aria-labelledby="data-all">
        <h3 id="data-all">{t('data.all')}</h3>
        <p>{t('data.all.body')}</p>
        <Button color="red" variant="outline" onClick={() => setErasing(true)}>
          {t('data.all.erase')}
        </Button>
      </section>
      <div className="row row-end">
        <Button onClick={onClose}>{t('app.close')}</Button>
      </div>
    </Dialog>
  );
}

async function download(personalKey: string, format: 'json' | 'md'): Promise<void> {
  const answer = await send('GET', `/anban/v1/me/interactions?format=${format}`, {
    key: personalKey,
  });
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `anban.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function Copy({ personalKey, report }: SectionProps) {
  const t = useTexts();
  const take = (format: 'json' | 'md') => {
    download(personalKey, format).then(
      () => report(t('data.copy.done')),
      (fault: unknown) => report(t('fault.other', { message: faultWords(fault) })),
    );
  };
  return (
    <section aria-labelledby="data-copy">
      <h3 id="data-copy">{t('data.copy')}</h3>
      <p>{t('data.copy.body')}</p>
      <div className="row">
        <Button variant="default" onClick={() => take('json')}>
          {t('data.copy.json')}
        </Button>
        <Button variant="default" onClick={() => take('md')}>
          {t('data.copy.md')}
        </Button>
      </div>
    </section>
  );
}

const purposes = ['training', 'training_sensitive', 'personalisation'] as const;

function Consents({ personalKey, report }: SectionProps) {
  const t = useTexts();
  const [granted, setGranted] = useState<Record<string, boolean>>({});
  useEffect(() => {
    call<{ data: Consent[] }>('GET', '/anban/v1/me/consents', { key: personalKey }).then(
      (list) =>
        setGranted(Object.fromEntries(list.data.map((each) => [each.purpose, each.granted]))),
      () => undefined,
    );
  }, [personalKey]);
  const decide = (purpose: string, yes: boolean) => {
    const body = { purpose, version: '1', granted: yes };
    call('POST', '/anban/v1/me/consents', { key: personalKey, body }).then(
      () => {
        setGranted((before) => ({ ...before, [purpose]: yes }));
        report(t('data.consent.saved'));
      },
      (fault: unknown) => report(t('fault.other', { message: faultWords(fault) })),
    );
  };
  return (
    <section aria-labelledby="data-consent">
      <h3 id="data-consent">{t('data.consent')}</h3>
      <p>{t('data.consent.body')}</p>
      {purposes.map((purpose) => (
        <Checkbox
          key={purpose}
          name={purpose}
          label={t(`data.consent.${purpose}`)}
          checked={granted[purpose] === true}
          onChange={(event) => decide(purpose, event.currentTarget.checked)}
        />
      ))}
    </section>
  );
}

function EraseAll({ personalKey, onClose, onErased }: OwnDataProps) {
  const t = useTexts();
  const [fault, setFault] = useState('');
  const erase = () => {
    call<{ receipt?: string; id?: string } | undefined>('DELETE', '/anban/v1/me', {
      key: personalKey,
    }).then(
      (done) => onErased(typeof done?.receipt === 'string' ? done.receipt : (done?.id ?? '')),
      (refused: unknown) => setFault(t('fault.other', { message: faultWords(refused) })),
    );
  };
  return (
    <Dialog role="alertdialog" title={t('data.all.confirm.title')} onClose={onClose}>
      <p>{t('data.all.confirm.body')}</p>
      {fault !== '' && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <div className="row">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button color="red" onClick={erase}>
          {t('data.all.confirm.erase')}
        </Button>
      </div>
    </Dialog>
  );
}
