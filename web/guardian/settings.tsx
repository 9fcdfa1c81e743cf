// SPDX-License-Identifier: Apache-2.0
// The settings of one child: what waits, the form, and what became of it after saving. The words
// after saving are the server's answer, not the page's guess.
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useSay } from '../common/announcer.tsx';
import { ServerError } from '../common/server.ts';
import { bodyOf, draftOf, effects, valuesOf, wrongIn, type Wrong } from './changing.ts';
import type { Change, ChildSettings, Field, Waiting } from './contract.ts';
import { faultText, useLoaded, type Door } from './door.ts';
import { Card, Loading } from './parts.tsx';
import { SettingsForm } from './settings_form.tsx';
import { fieldWords, valueWords } from './values.ts';
import { Verify } from './verify.tsx';
import { instantWords, useWords, type Words } from './words.ts';

export function Settings({ door }: { door: Door }) {
  const t = useWords();
  const read = useCallback(() => door.ask<ChildSettings>('GET', 'settings'), [door]);
  const [loaded, again] = useLoaded(read);
  const [words, setWords] = useState<string[]>([]);
  const say = useSay();
  const report = (lines: string[]) => {
    setWords(lines);
    say(lines.join(' '));
    again();
  };
  return (
    <>
      <p className="soft">{t('set.lead')}</p>
      {words.length > 0 && (
        <div className="done">
          {words.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </div>
      )}
      <Loading loaded={loaded} again={again}>
        {(settings) => (
          <>
            {settings.verification.due && (
              <Verify door={door} onDone={() => report([t('set.verify.done')])} />
            )}
            <WaitingList door={door} settings={settings} onTaken={report} />
            <Editing
              key={JSON.stringify([settings.own, settings.waiting])}
              door={door}
              settings={settings}
              onSaved={report}
            />
          </>
        )}
      </Loading>
    </>
  );
}

/** What a saved change became. */
function savedWords(change: Change, t: Words): string {
  const key = { at_once: 'set.saved.at_once', waits: 'set.saved.waits', both: 'set.saved.both' };
  return t(key[change.effect] as 'set.saved.waits', {
    field: fieldWords(change.field, t),
    when: instantWords(change.in_force_from),
  });
}

interface EditingProps {
  door: Door;
  settings: ChildSettings;
  onSaved: (words: string[]) => void;
}

/** Faults of a 422 by setting: "hours.until" and "blocked_tags[3]" belong to their field. */
function wrongOf(fault: ServerError): Partial<Record<Field, 'other'>> {
  return Object.fromEntries(fault.fields.map((each) => [each.field.split(/[.[]/)[0], 'other']));
}

function Editing({ door, settings, onSaved }: EditingProps) {
  const t = useWords();
  const [draft, setDraft] = useState(() => draftOf(settings.own));
  const [wrong, setWrong] = useState<Partial<Record<Field, Wrong[Field] | 'other'>>>({});
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const after = valuesOf(draft);
  const changed = effects(settings.own, after);

  const save = async () => {
    const faults = wrongIn(draft, settings);
    setWrong(faults);
    setFault('');
    if (Object.keys(faults).length > 0) return setFault(t('set.fault.other'));
    if (changed.size === 0) return setFault(t('set.nothing'));
    setBusy(true);
    try {
      const body = bodyOf(changed, after);
      const answer = await door.ask<ChildSettings>('PATCH', 'settings', body);
      onSaved((answer.changes ?? []).map((each) => savedWords(each, t)));
    } catch (refused) {
      const known = refused instanceof ServerError ? refused : null;
      if (known) setWrong(wrongOf(known));
      const due = known?.status === 403 && settings.verification.due;
      setFault(due ? t('set.verify.needed') : faultText(refused, t));
    }
    return setBusy(false);
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SettingsForm
        door={door}
        settings={settings}
        draft={draft}
        changed={changed}
        wrong={wrong}
        onChange={setDraft}
      />
      <div className="save">
        {fault !== '' && (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
        <Button type="submit" disabled={busy}>
          {t('set.save')}
        </Button>
      </div>
    </form>
  );
}

interface WaitingProps {
  door: Door;
  settings: ChildSettings;
  onTaken: (words: string[]) => void;
}

function WaitingList({ door, settings, onTaken }: WaitingProps) {
  const t = useWords();
  const [fault, setFault] = useState('');
  if (settings.waiting.length === 0) return null;
  const line = (each: Waiting) =>
    t('set.waiting.line', {
      field: fieldWords(each.field, t),
      value: valueWords(each.field, each.to, door.service, t),
      when: instantWords(each.from),
    });
  const takeBack = (each: Waiting) => {
    door.ask('DELETE', `changes/${encodeURIComponent(each.change)}`).then(
      () => onTaken([t('set.taken_back')]),
      (refused: unknown) => {
        const late = refused instanceof ServerError && refused.status === 403;
        setFault(late ? t('set.not_any_more') : faultText(refused, t));
      },
    );
  };
  return (
    <Card title={t('set.waiting')}>
      <ul className="rows">
        {settings.waiting.map((each) => (
          <li key={each.change + each.field}>
            <span>
              {line(each)}
              {each.by !== door.session.guardian && t('set.waiting.other')}
            </span>
            <Button
              variant="default"
              aria-label={`${t('set.take_back')} ${line(each)}`}
              onClick={() => takeBack(each)}
            >
              {t('set.take_back')}
            </Button>
          </li>
        ))}
      </ul>
      {fault !== '' && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </Card>
  );
}
