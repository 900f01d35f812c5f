import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { WeeksAnswer } from '../../../src/features/reviews/weekly-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import { Command } from '../design/command.tsx';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { weekPagePath } from './review-words.ts';

const keptShown = 12;

/** The meetings that look at a week: this one, the last one, and what was kept of earlier ones. */
export function WeeksPanel({
  answer,
}: {
  answer: Pick<UseQueryResult<WeeksAnswer>, 'data' | 'error' | 'refetch'>;
}): ReactNode {
  return (
    <Panel title="Weekly reviews" note="The agenda builds itself from what is on record; nobody types it.">
      <Loaded answer={answer} name="Weekly reviews">
        {({ reviews, kept }) =>
          reviews.length === 0 ? (
            <NoMeeting />
          ) : (
            <ul className="weeks">
              {reviews.map((one) => (
                <li key={one.name}>
                  <h3>{one.displayName}</h3>
                  <p className="muted small">
                    {one.host === null ? 'Nobody leads it by turn' : `Led by ${ownerText(one.host)}`}; next{' '}
                    <DayTime at={Date.parse(one.next)} />
                  </p>
                  <p className="weeks-ways">
                    <Link className="button main" href={weekPagePath(one.lastWeek, one.name)}>
                      Last week, {one.lastWeek}
                    </Link>
                    <Link className="button" href={weekPagePath(one.thisWeek, one.name)}>
                      This week so far
                    </Link>
                  </p>
                  <Kept kept={kept.filter(({ review }) => review === one.name)} />
                  {one.name === 'all' && reviews.length === 1 && <NoMeeting />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

/** Until the catalogue has a WeeklyReview the server has one of everything, `all`, that it sends nowhere. */
function NoMeeting(): ReactNode {
  return (
    <details className="small weeks-none">
      <summary>Let it be sent before a meeting</summary>
      <p>The catalogue has no WeeklyReview yet. This one is made and sent on Mondays at nine:</p>
      <Command command={example} />
    </details>
  );
}

function Kept({ kept }: { kept: WeeksAnswer['kept'] }): ReactNode {
  if (kept.length === 0) return null;
  return (
    <details className="small">
      <summary>{plural(kept.length, 'earlier week')} kept</summary>
      <ul className="weeks-kept">
        {kept.slice(0, keptShown).map(({ review, week, incidents, alerts }) => (
          <li key={week}>
            <Link href={weekPagePath(week, review)}>{week}</Link>{' '}
            <span className="muted">
              {plural(incidents, 'incident')}, {plural(alerts, 'alarm')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const example = `apiVersion: waga/v1
kind: WeeklyReview
metadata: {name: operations, displayName: Operations weekly}
spec:
  timeZone: Europe/Warsaw
  on: monday
  at: "09:00"
  hosts: [user:anna, user:piotr]
  hostsSince: 2026-01-05
  channels: [operations-slack]`;
