// SPDX-License-Identifier: Apache-2.0
// Minor mode in the menu (O-116 to O-119): what holds now, turning it on, and who may turn it off:
// the guardian, or the person by proving their age anew. Nothing is turned on by one press alone.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../common/announcer.tsx';
import { useTexts } from '../common/language.ts';
import { call } from '../common/server.ts';
import type { Me } from './contract.ts';

export interface MinorModeProps {
  me: Me;
  personalKey: string;
  onChanged: () => void;
  onIdentity: () => void;
  onAppeal: () => void;
}

const isMinorByAge = (me: Me): boolean => Number(me.age_band.split(/[-+]/)[1] || 200) < 18;

export function MinorMode(props: MinorModeProps) {
  const t = useTexts();
  const { me } = props;
  return (
    <section aria-labelledby="menu-minor">
      <h3 id="menu-minor">{t('mode.minor')}</h3>
      {me.mode === 'minor' ? <On {...props} /> : <Off {...props} />}
    </section>
  );
}

/** What the mode holds to today. */
function Limits({ me }: { me: Me }) {
  const t = useTexts();
  const { limits } = me;
  const quota = limits?.quota_s ?? null;
  return (
    <ul className="facts">
      {quota !== null && <li>{t('minor.quota', { minutes: Math.round(quota / 60) })}</li>}
      {limits?.hours && <li>{t('minor.hours', limits.hours)}</li>}
      {limits?.night && <li>{t('mode.night', limits.night)}</li>}
      <li>{t('minor.characters')}</li>
    </ul>
  );
}

function On({ me, personalKey, onChanged, onIdentity, onAppeal }: MinorModeProps) {
  const t = useTexts();
  const say = useSay();
  const [words, setWords] = useState('');
  const tell = (next: string) => {
    setWords(next);
    say(next);
  };
  const leave = () => {
    call('PUT', '/anban/v1/me/mode', { key: personalKey, body: { mode: 'adult' } }).then(
      () => {
        tell(t('minor.left'));
        onChanged();
      },
      () => tell(t('minor.leave.needs')),
    );
  };
  const chosen = me.minor_mode_chosen === true && !isMinorByAge(me);
  return (
    <>
      <Limits me={me} />
      {isMinorByAge(me) && <p>{t('minor.by_age')}</p>}
      {me.suspected_minor === true && (
        <div className="row">
          <Button variant="default" onClick={onAppeal}>
            {t('appeal.see')}
          </Button>
        </div>
      )}
      {chosen && (
        <>
          <p>{t('minor.leave.how')}</p>
          {words !== '' && <p className="done">{words}</p>}
          <div className="row">
            <Button variant="default" onClick={onIdentity}>
              {t('minor.leave.prove')}
            </Button>
            <Button variant="default" onClick={leave}>
              {t('minor.leave')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Off({ personalKey, onChanged }: MinorModeProps) {
  const t = useTexts();
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState('');
  const enter = () => {
    call('PUT', '/anban/v1/me/mode', { key: personalKey, body: { mode: 'minor' } }).then(
      () => {
        say(t('minor.entered'));
        setAsking(false);
        onChanged();
      },
      () => setFault(t('minor.failed')),
    );
  };
  if (!asking) {
    return (
      <>
        <p>{t('minor.off')}</p>
        <div className="row">
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('minor.enter')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <p>{t('minor.enter.what')}</p>
      <p>{t('minor.leave.how')}</p>
      {fault !== '' && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <div className="row">
        <Button variant="default" onClick={() => setAsking(false)}>
          {t('app.cancel')}
        </Button>
        <Button onClick={enter}>{t('minor.enter.yes')}</Button>
      </div>
    </>
  );
}
