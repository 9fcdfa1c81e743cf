// SPDX-License-Identifier: Apache-2.0
// The frame of a signed-in guardian: which child, which section, and what stands in the way of the
// child's start.
import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { TopBar } from '../common/top_bar.tsx';
import { Consents } from './consents.tsx';
import type { Child, Service, Session } from './contract.ts';
import { doorOf, type Door, type Lost } from './door.ts';
import { More } from './more.tsx';
import { Overview } from './overview.tsx';
import { Record } from './record.tsx';
import { Settings } from './settings.tsx';
import { nicknameOf, runsOut } from './sessions.ts';
import { instantWords, useWords } from './words.ts';

export interface Kept {
  session: Session;
  child: Child;
}

export interface ChildrenProps {
  kept: Kept[];
  service: Service;
  onLost: (why: Lost, session: Session) => void;
  /** Something that the list of children shows has changed. */
  onChanged: () => void;
  onAdd: () => void;
  onSignOut: () => void;
}

const sections = ['overview', 'settings', 'consents', 'record', 'more'] as const;
type Section = (typeof sections)[number];

/** Whether the browser has a network, as it says. */
function useOnline(onBack: () => void): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const up = () => {
      setOnline(true);
      onBack();
    };
    const down = () => setOnline(false);
    addEventListener('online', up);
    addEventListener('offline', down);
    return () => {
      removeEventListener('online', up);
      removeEventListener('offline', down);
    };
  }, [onBack]);
  return online;
}

export function Children(props: ChildrenProps) {
  const t = useWords();
  const { kept, service, onChanged } = props;
  const [chosen, setChosen] = useState('');
  const [section, setSection] = useState<Section>('overview');
  const heading = useRef<HTMLHeadingElement>(null);
  const online = useOnline(onChanged);
  const current = kept.find(({ child }) => child.id === chosen) ?? kept[0];
  // The latest onLost, so that a door (and with it every section) lives as long as its child.
  const lost = useRef(props.onLost);
  lost.current = props.onLost;
  const { session, child } = current ?? {};
  const door = useMemo(
    () =>
      session && child
        ? doorOf(session, child, service, (why, whose) => lost.current(why, whose))
        : null,
    [session, child, service],
  );
  if (!door) return null;
  const go = (to: Section) => {
    setSection(to);
    setTimeout(() => heading.current?.focus(), 0);
  };
  return (
    <div className="page guardian">
      <TopBar />
      <main>
        {!online && (
          <p className="note care" role="alert">
            {t('g.offline')}
          </p>
        )}
        <Who {...props} current={door.child} onChoose={setChosen} />
        {runsOut(door.session) && section !== 'more' && (
          <div className="note">
            <p>{t('renew.soon', { when: instantWords(door.session.expires) })}</p>
            <Button variant="default" onClick={() => go('more')}>
              {t('renew.soon.go')}
            </Button>
          </div>
        )}
        <Obstacle door={door} onConsents={() => go('consents')} />
        <nav className="sections" aria-label={t('nav.name')}>
          {sections.map((each) => (
            <button
              key={each}
              type="button"
              {...(each === section ? { 'aria-current': 'page' as const } : {})}
              onClick={() => go(each)}
            >
              {t(`nav.${each}`)}
            </button>
          ))}
        </nav>
        <h2 ref={heading} tabIndex={-1}>
          {t(`nav.${section}`)}
        </h2>
        <div className="sections-body" key={door.child.id}>
          {section === 'overview' && <Overview door={door} />}
          {section === 'settings' && <Settings door={door} />}
          {section === 'consents' && <Consents door={door} onChanged={onChanged} />}
          {section === 'record' && <Record door={door} />}
          {section === 'more' && (
            <More door={door} onAdd={props.onAdd} onChanged={onChanged} onSignOut={props.onSignOut} />
          )}
        </div>
      </main>
    </div>
  );
}

interface WhoProps extends ChildrenProps {
  current: Child;
  onChoose: (id: string) => void;
}

function Who({ kept, current, onChoose }: WhoProps) {
  const t = useWords();
  const name = (child: Child) => {
    const band = child.age_band.replace('-', '–');
    const nickname = nicknameOf(child.id);
    return nickname === '' ? t('child.name', { band }) : t('child.called', { name: nickname, band });
  };
  return (
    <>
      <h1>{name(current)}</h1>
      {kept.length > 1 && (
        <div className="row" role="group" aria-label={t('child.which')}>
          {kept.map(({ child }, index) => (
            <Button
              key={child.id}
              variant={child.id === current.id ? 'filled' : 'default'}
              aria-pressed={child.id === current.id}
              onClick={() => onChoose(child.id)}
            >
              {index + 1}. {name(child)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

/** Why the child cannot talk yet. */
function Obstacle({ door, onConsents }: { door: Door; onConsents: () => void }) {
  const t = useWords();
  const { missing } = door.child;
  if (missing.includes('guardian_consent')) {
    return (
      <div className="note care">
        <p>{t('child.waits.consent')}</p>
        <Button onClick={onConsents}>{t('child.waits.consent.go')}</Button>
      </div>
    );
  }
  if (missing.includes('agreement')) return <p className="note">{t('child.waits.agreement')}</p>;
  return null;
}
