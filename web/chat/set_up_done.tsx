// SPDX-License-Identifier: Apache-2.0
// After the one-time set-up link: what an engineer puts into a client, shown once.
import { useTexts } from '../common/language.ts';
import type { SetUp } from './contract.ts';
import { Plain } from '../common/plain.tsx';

export function SetUpDone({ keys, onStart }: { keys: SetUp; onStart: () => void }) {
  const t = useTexts();
  return (
    <Plain title={t('setup.title')} action={{ label: t('open.start'), run: onStart }}>
      <p>{t('setup.body')}</p>
      <dl className="keys">
        <dt>{t('setup.base_url')}</dt>
        <dd>{`${location.origin}/v1`}</dd>
        <dt>{t('setup.personal_key')}</dt>
        <dd>{keys.personal_key}</dd>
        <dt>{t('setup.app_key')}</dt>
        <dd>{keys.app_key}</dd>
      </dl>
    </Plain>
  );
}
