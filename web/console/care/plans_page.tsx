// SPDX-License-Identifier: Apache-2.0
// Plans for emergencies (O-46): read by everybody on the staff, written in versions by those who
// lead, each with its drills and what was found in them.
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { dayAndTime } from '../../common/when.ts';
import { useWords } from '../words.ts';
import { Drills } from './drills.tsx';
import type { Plan } from './roster_contract.ts';
import { SmallForm, type FieldFaults } from './small_form.tsx';
import { leads, useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 60000;
const path = '/anban/v1/contingency_plans';
const daysMost = 366;

export function PlansPage() {
  const t = useWords();
  const { me } = useStaff();
  const { value, fault, reload } = usePolled<{ data: Plan[] }>(path, refreshMilliseconds);
  const [editing, setEditing] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const done = () => {
    setEditing(null);
    setSaved(true);
    reload();
  };
  const fresh: Plan = { id: '', title: '', body: '', drill_every: 180 };
  return (
    <main className="page plain wide-page">
      <h1>{t('care.plans')}</h1>
      <p>{t('care.plans.what')}</p>
      {fault !== null && <p className="fault">{t('care.plans.failed')}</p>}
      {saved && <p className="done">{t('care.plans.saved')}</p>}
      {value !== null && value.data.length === 0 && <p>{t('care.plans.none')}</p>}
      {value?.data.map((each) =>
        editing === each.id ? (
          <PlanForm key={each.id} plan={each} onDone={done} onCancel={() => setEditing(null)} />
        ) : (
          <PlanView
            key={each.id}
            plan={each}
            onEdit={leads(me) ? () => setEditing(each.id) : undefined}
            onDrilled={reload}
          />
        ),
      )}
      {editing === '' ? (
        <PlanForm plan={fresh} onDone={done} onCancel={() => setEditing(null)} />
      ) : (
        leads(me) && <Button onClick={() => setEditing('')}>{t('care.plans.add')}</Button>
      )}
    </main>
  );
}

interface PlanViewProps {
  plan: Plan;
  onEdit: (() => void) | undefined;
  onDrilled: () => void;
}

function PlanView({ plan, onEdit, onDrilled }: PlanViewProps) {
  const t = useWords();
  return (
    <article className="step" aria-labelledby={`plan-${plan.id}`}>
      <div className="row case-head">
        <h2 id={`plan-${plan.id}`}>{plan.title}</h2>
        {onEdit !== undefined && (
          <Button variant="default" onClick={onEdit}>
            {t('care.plans.edit')}
          </Button>
        )}
      </div>
      <p className="marks">
        {plan.version !== undefined && (
          <span className="mark">{t('care.plans.version', { version: plan.version })}</span>
        )}
        {plan.drill_every && (
          <span className="mark">{t('care.plans.every', { days: plan.drill_every })}</span>
        )}
        <span className={plan.overdue ? 'due due-over' : 'mark'}>{drillWords(plan, t)}</span>
      </p>
      <p className="said">{plan.body}</p>
      <Drills plan={plan.id} onDrilled={onDrilled} />
    </article>
  );
}

function drillWords(plan: Plan, t: ReturnType<typeof useWords>): string {
  const last = plan.last_drill
    ? t('care.plans.last', { time: dayAndTime(plan.last_drill) })
    : t('care.plans.never');
  if (plan.overdue) return `${t('care.plans.overdue')} · ${last}`;
  if (!plan.next_drill) return last;
  return `${last} · ${t('care.plans.next', { time: dayAndTime(plan.next_drill) })}`;
}

interface PlanFormProps {
  plan: Plan;
  onDone: () => void;
  onCancel: () => void;
}

function PlanForm({ plan, onDone, onCancel }: PlanFormProps) {
  const t = useWords();
  const { ask } = useStaff();
  const [id, setId] = useState(plan.id);
  const [title, setTitle] = useState(plan.title);
  const [body, setBody] = useState(plan.body);
  const [days, setDays] = useState(String(plan.drill_every ?? ''));
  const every = Number(days);
  const check = () => {
    const found: FieldFaults = {};
    if (!/^[A-Za-z0-9_]{1,64}$/.test(id)) found['id'] = 'care.plans.fault.id';
    if (title.trim() === '') found['title'] = 'care.plans.fault.title';
    if (body.trim() === '') found['body'] = 'care.plans.fault.body';
    if (!Number.isInteger(every) || every < 1 || every > daysMost) {
      found['days'] = 'care.plans.fault.days';
    }
    return found;
  };
  return (
    <SmallForm
      title={plan.id === '' ? t('care.plans.add') : plan.title}
      submit={t('care.plans.save')}
      check={check}
      run={async () => {
        const sent = { title: title.trim(), body: body.trim(), drill_every: every };
        await ask('PUT', `${path}/${encodeURIComponent(id)}`, sent);
        onDone();
      }}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          {plan.id === '' && (
            <TextInput
              label={t('care.plans.id')}
              required
              value={id}
              error={fault('id')}
              onChange={(event) => setId(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={t('care.plans.title')}
            required
            value={title}
            error={fault('title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={t('care.plans.body')}
            required
            rows={8}
            value={body}
            error={fault('body')}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <TextInput
            label={t('care.plans.drill_every')}
            required
            inputMode="numeric"
            value={days}
            error={fault('days')}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        </>
      )}
    </SmallForm>
  );
}
