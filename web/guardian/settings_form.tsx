// SPDX-License-Identifier: Apache-2.0
// The fields of the settings. Beside each changed one stands when it will hold; where the other
// guardian is stricter, what holds now.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { halfHours, type Draft, type Effect, type Wrong } from './changing.ts';
import type { ChildSettings, Field } from './contract.ts';
import type { Door } from './door.ts';
import { Card } from './parts.tsx';
import { typeWords, valueWords } from './values.ts';
import { useWords, yuan, type Words } from './words.ts';

const types = ['friend', 'tutor', 'mentor', 'relative', 'pet'];

export interface SettingsFormProps {
  door: Door;
  settings: ChildSettings;
  draft: Draft;
  changed: Map<Field, Effect>;
  wrong: Partial<Record<Field, Wrong[Field] | 'other'>>;
  onChange: (draft: Draft) => void;
}

interface Helped extends SettingsFormProps {
  set: (part: Partial<Draft>) => void;
  fault: (field: Field) => string | undefined;
}

export function SettingsForm(props: SettingsFormProps) {
  const t = useWords();
  const { settings, draft, wrong } = props;
  const most = settings.defaults.quota_minutes;
  const helped: Helped = {
    ...props,
    set: (part) => props.onChange({ ...draft, ...part }),
    fault: (field) => {
      const why = wrong[field];
      return why === undefined ? undefined : t(`set.fault.${why}`, { most });
    },
  };
  return (
    <div className="cards">
      <Time {...helped} />
      <Switches {...helped} />
      <Spending {...helped} />
      <Blocked {...helped} />
    </div>
  );
}

/** When the change will hold, and what holds now where that is stricter than one's own. */
function Notes({ props, field }: { props: SettingsFormProps; field: Field }) {
  const t = useWords();
  const { settings, changed, door } = props;
  const effect = changed.get(field);
  const mine = valueWords(field, ownInForce(settings, field), door.service, t);
  const now = valueWords(field, settings.in_force[field], door.service, t);
  return (
    <>
      {effect && (
        <p className={`effect effect-${effect}`} role="status">
          {t(`set.${effect}`)}
        </p>
      )}
      {now !== mine && (
        <p className="soft">{t('set.stricter', { value: now })}</p>
      )}
    </>
  );
}

/** One's own value with the default where it is left open. */
function ownInForce(settings: ChildSettings, field: Field): unknown {
  const own = settings.own[field];
  return own === null && field === 'quota_minutes' ? settings.defaults.quota_minutes : own;
}

function Time(props: Helped) {
  const t = useWords();
  const { settings, draft, set, fault } = props;
  const most = settings.defaults.quota_minutes;
  return (
    <Card title={t('set.time')}>
      <TextInput
        className="number"
        name="quota"
        label={t('set.quota')}
        description={t('set.quota.why', { most })}
        inputMode="numeric"
        maxLength={4}
        placeholder={String(most)}
        value={draft.quota}
        error={fault('quota_minutes')}
        onChange={(event) => set({ quota: event.currentTarget.value })}
      />
      <Notes props={props} field="quota_minutes" />
      <Checkbox
        name="limited"
        label={t('set.hours.limit')}
        checked={draft.limited}
        onChange={(event) => set({ limited: event.currentTarget.checked })}
      />
      {draft.limited && (
        <div className="row">
          {(['from', 'until'] as const).map((end) => (
            <NativeSelect
              key={end}
              name={end}
              label={t(`set.hours.${end}`)}
              value={draft[end]}
              error={end === 'until' ? fault('hours') : undefined}
              data={[...new Set([...halfHours(end), draft[end]])].sort()}
              onChange={(event) => set({ [end]: event.currentTarget.value })}
            />
          ))}
        </div>
      )}
      <Notes props={props} field="hours" />
      <p className="soft">{t('set.hours.night', { ...settings.defaults.night })}</p>
    </Card>
  );
}

function Switches(props: Helped) {
  const t = useWords();
  const { draft, set } = props;
  return (
    <Card title={t('set.switches')}>
      {(['memory', 'training'] as const).map((name) => (
        <div key={name}>
          <Checkbox
            name={name}
            label={t(`set.${name}`)}
            description={t(`set.${name}.why`)}
            checked={draft[name]}
            onChange={(event) => set({ [name]: event.currentTarget.checked })}
          />
          <Notes props={props} field={name} />
        </div>
      ))}
    </Card>
  );
}

function spendWhy(most: number | null, t: Words): string {
  if (most === 0) return t('set.spend.none');
  return most === null ? '' : t('set.spend.why', { most: yuan(most) });
}

function Spending(props: Helped) {
  const t = useWords();
  const { settings, draft, set, fault } = props;
  return (
    <Card title={t('set.spend')}>
      {(['single', 'month'] as const).map((name) => {
        const field = `spend_${name}_fen` as const;
        return (
          <div key={name}>
            <TextInput
              className="number"
              name={name}
              label={t(`set.${name}`)}
              description={spendWhy(settings.defaults[field], t)}
              inputMode="numeric"
              maxLength={7}
              value={draft[name]}
              error={fault(field)}
              onChange={(event) => set({ [name]: event.currentTarget.value })}
            />
            <Notes props={props} field={field} />
          </div>
        );
      })}
    </Card>
  );
}

const toggled = (list: string[], name: string): string[] =>
  list.includes(name) ? list.filter((each) => each !== name) : [...list, name];

function Blocked(props: Helped) {
  const t = useWords();
  const { door, draft, set, fault } = props;
  const { characters } = door.service;
  const known = characters.map((each) => each.id);
  const unknown = draft.characters.filter((id) => !known.includes(id));
  const all = [
    ...characters.map((each) => ({ id: each.id, name: each.name, barred: each.intimate })),
    ...unknown.map((id) => ({ id, name: id, barred: false })),
  ];
  const offered = [...new Set([...types, ...props.settings.own.blocked_types])];
  return (
    <Card title={t('set.characters')}>
      <p className="soft">{t('set.characters.why')}</p>
      {all.length === 0 && <p>{t('set.characters.none')}</p>}
      <div role="group" aria-label={t('set.characters')}>
        {all.map(({ id, name, barred }) => (
          <Checkbox
            key={id}
            label={name}
            disabled={barred}
            {...(barred ? { description: t('set.characters.barred') } : {})}
            checked={barred || draft.characters.includes(id)}
            onChange={() => set({ characters: toggled(draft.characters, id) })}
          />
        ))}
      </div>
      <Notes props={props} field="blocked_characters" />
      <fieldset className="plain-group">
        <legend>{t('set.types')}</legend>
        <div className="row">
          {offered.map((type) => (
            <Checkbox
              key={type}
              label={typeWords(type, t)}
              checked={draft.types.includes(type)}
              onChange={() => set({ types: toggled(draft.types, type) })}
            />
          ))}
        </div>
      </fieldset>
      <Notes props={props} field="blocked_types" />
      <TextInput
        name="tags"
        label={t('set.tags')}
        description={t('set.tags.why')}
        value={draft.tags}
        error={fault('blocked_tags')}
        onChange={(event) => set({ tags: event.currentTarget.value })}
      />
      <Notes props={props} field="blocked_tags" />
    </Card>
  );
}
