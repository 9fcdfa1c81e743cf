// SPDX-License-Identifier: Apache-2.0
// A new version of the agreement (O-72): read, accept, go on; or copy and erase one's data instead.
import { Button, Checkbox } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTexts } from '../common/language.ts';
import { call, ServerError } from '../common/server.ts';
import type { Settings } from './contract.ts';
import { AgreementText } from './first_open.tsx';
import { OwnData } from './own_data.tsx';
import { TopBar } from '../common/top_bar.tsx';

export interface AgreementAgainProps {
  settings: Settings;
  personalKey: string;
  onChanged: () => void;
  onErased: (receipt: string) => void;
}

export function AgreementAgain({
  settings,
  personalKey,
  onChanged,
  onErased,
}: AgreementAgainProps) {
  const t = useTexts();
  const [accepted, setAccepted] = useState(false);
  const [fault, setFault] = useState('');
  const [data, setData] = useState(false);
  const { version } = settings.agreement;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!accepted) return setFault(t('fault.agreement'));
    try {
      await call('POST', '/anban/v1/me/agreement', {
        key: personalKey,
        body: { version, accepted: true },
      });
      return onChanged();
    } catch (refused) {
      const message = refused instanceof ServerError ? refused.message : String(refused);
      return setFault(t('fault.other', { message }));
    }
  };

  return (
    <div className="page">
      <TopBar />
      <main className="plain">
        <h1>{t('agreement.again.title')}</h1>
        <p>{t('agreement.again.body')}</p>
        <form className="form" noValidate onSubmit={(event) => void submit(event)}>
          <AgreementText settings={settings} />
          <Checkbox
            required
            label={t('open.agreement.accept', { version })}
            checked={accepted}
            error={fault === '' ? undefined : fault}
            onChange={(event) => setAccepted(event.currentTarget.checked)}
          />
          <Button type="submit">{t('agreement.again.continue')}</Button>
        </form>
        <Button variant="default" onClick={() => setData(true)}>
          {t('menu.data.open')}
        </Button>
        {data && (
          <OwnData personalKey={personalKey} onClose={() => setData(false)} onErased={onErased} />
        )}
      </main>
    </div>
  );
}
