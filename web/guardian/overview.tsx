// SPDX-License-Identifier: Apache-2.0
// How long, with whom, how often which kind of risk (O-122): today, seven days, four weeks. Never a
// word of what was said, and the page says so.
import { useCallback, type ReactNode } from 'react';
import { locale, spoken } from '../common/language.ts';
import type { ChildSettings, Overview as Days, Summary, UseSum } from './contract.ts';
import { useLoaded, type Door } from './door.ts';
import { Card, Loading } from './parts.tsx';
import { Pause } from './pause.tsx';
import { dateWords, datesOf, duration, nameOf, useWords, type Words } from './words.ts';

export function Overview({ door }: { door: Door }) {
  const t = useWords();
  const read = useCallback(
    () =>
      Promise.all([
        door.ask<Days>('GET', 'overview'),
        door.ask<{ data: Summary[] }>('GET', 'summaries'),
        door.ask<ChildSettings>('GET', 'settings'),
      ]),
    [door],
  );
  const [loaded, again] = useLoaded(read);
  return (
    <>
      <p className="soft">{t('over.privacy')}</p>
      <Loading loaded={loaded} again={again}>
        {([days, weeks, settings]) => (
          <div className="cards">
            <Today days={days}>
              <Pause door={door} settings={settings} onPaused={again} />
            </Today>
            <Risks days={days} door={door} />
            <Week days={days} />
            <Characters days={days} />
            <Weeks weeks={weeks.data} />
          </div>
        )}
      </Loading>
    </>
  );
}

function Today({ days, children }: { days: Days; children: ReactNode }) {
  const t = useWords();
  const { used_s: used, quota_s: quota } = days.today;
  const words = { used: duration(used, t), quota: duration(quota, t) };
  const key = quota === 0 ? 'over.today.barred' : used < 60 ? 'over.today.none' : 'over.today.used';
  return (
    <Card title={t('over.today')}>
      <p>{t(key, words)}</p>
      <Bar part={used} whole={quota} />
      {children}
    </Card>
  );
}

/** A bar beside words that say the same; nothing for a screen reader. */
function Bar({ part, whole }: { part: number; whole: number }) {
  const percent = whole > 0 ? Math.min(100, (100 * part) / whole) : 0;
  return (
    <span className="bar" aria-hidden="true">
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}

const counted = (sum: UseSum): number => sum.risks.reduce((all, each) => all + each.count, 0);

function Week({ days }: { days: Days }) {
  const t = useWords();
  const longest = Math.max(1, ...days.days.map((each) => each.used_s));
  const dates = datesOf(days.from, days.until).reverse();
  if (days.days.length === 0) {
    return (
      <Card title={t('over.week')}>
        <p>{t('over.none')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('over.week')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('over.day')}</th>
            <th scope="col">{t('over.used')}</th>
            <th scope="col">{t('over.talked')}</th>
            <th scope="col">{t('over.risk')}</th>
          </tr>
        </thead>
        <tbody>
          {dates.map((date) => {
            const day = days.days.find((each) => each.date === date);
            return (
              <tr key={date}>
                <th scope="row">{dateWords(date)}</th>
                <td>
                  {day ? duration(day.used_s, t) : t('over.unused')}
                  <Bar part={day?.used_s ?? 0} whole={longest} />
                </td>
                <td>{day?.turns ?? 0}</td>
                <td>{day ? counted(day) : 0}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}

function nameOfCharacter(each: { id: string; name: string }, t: Words): string {
  if (each.id === '') return t('over.no_character');
  if (each.id === '…') return t('over.others');
  return each.name === '' ? each.id : each.name;
}

function Characters({ days }: { days: Days }) {
  const t = useWords();
  return (
    <Card title={t('over.characters')}>
      {days.characters.length === 0 ? (
        <p>{t('over.characters.none')}</p>
      ) : (
        <ul className="pairs">
          {days.characters.map((each) => (
            <li key={each.id}>
              <span>{nameOfCharacter(each, t)}</span>
              <span>{t('unit.times', { count: each.turns })}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Where help is shown without being asked for. */
const grave: readonly string[] = ['self_harm', 'danger', 'low_mood', 'money_loss'];

function Risks({ days, door }: { days: Days; door: Door }) {
  const t = useWords();
  if (days.risks.length === 0) {
    return (
      <Card title={t('over.risks')}>
        <p>{t('over.risks.none')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('over.risks')}>
      <ul className="pairs">
        {days.risks.map((each) => (
          <li key={each.kind}>
            <span>{nameOf(t, 'risk', each.kind, 'risk.other')}</span>
            <span>{t('unit.times', { count: each.count })}</span>
          </li>
        ))}
      </ul>
      <p className="soft">{t('over.risks.why')}</p>
      <details open={days.risks.some((each) => grave.includes(each.kind))}>
        <summary>{t('over.help')}</summary>
        <ul className="help-lines">
          {door.service.help_lines.map((line) => (
            <li key={line.number}>
              <a href={`tel:${line.number}`}>
                <span>{spoken(line.name)}</span> <span className="number">{line.number}</span>
              </a>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}

function Weeks({ weeks }: { weeks: Summary[] }) {
  const t = useWords();
  return (
    <Card title={t('weeks')}>
      {weeks.map((week, index) => (
        <div className="week" key={week.from}>
          <h4>
            {index === 0 && `${t('weeks.this')} · `}
            {t('weeks.range', { from: dateWords(week.from), until: dateWords(week.until) })}
          </h4>
          {week.days_used === 0 ? <p>{t('weeks.none')}</p> : <WeekWords week={week} />}
        </div>
      ))}
    </Card>
  );
}

function compared(week: Summary, t: Words): string {
  const more = week.used_s - week.week_before_used_s;
  if (Math.abs(more) < 60) return t('weeks.same');
  return more > 0
    ? t('weeks.more', { more: duration(more, t) })
    : t('weeks.less', { less: duration(-more, t) });
}

function WeekWords({ week }: { week: Summary }) {
  const t = useWords();
  const list = (words: string[]) => words.join(t('list.comma'));
  const risks = week.risks.map(
    (each) =>
      `${nameOf(t, 'risk', each.kind, 'risk.other')} ${t('unit.times', { count: each.count })}`,
  );
  const characters = week.characters.map((each) => nameOfCharacter(each, t));
  return (
    <>
      <p>
        {[
          t('weeks.used', { used: duration(week.used_s, t), days: week.days_used }),
          compared(week, t),
          week.longest_day === null ? '' : t('weeks.longest', { day: dateWords(week.longest_day) }),
        ].join(locale() === 'en' ? ' ' : '')}
      </p>
      {characters.length > 0 && <p>{t('weeks.characters', { list: list(characters) })}</p>}
      {risks.length > 0 && <p>{t('weeks.risks', { list: list(risks) })}</p>}
    </>
  );
}
