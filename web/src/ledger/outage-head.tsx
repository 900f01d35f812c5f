import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { percentOfShare } from '../decisions/percent.ts';
import { secondsText } from '../design/format/fractions.ts';
import { durationText, zoneText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { reviewPath } from '../reviews/review-words.ts';
import { useZone } from '../shell/zones.tsx';
import { DayTime } from './day-time.tsx';
import { endsByWords, excludedText, faultWords, isExcluded, kindWords, stateWords } from './outage-words.ts';
import { lengthSeconds } from './shown-rows.ts';
import { subjectPath, subjectText } from './subject-text.ts';

/** What it is, from when to when, how it counts, and when its report is due. */
export function OutageHead({ page }: { page: OutagePage }): ReactNode {
  const zone = useZone();
  const now = Date.parse(page.asOf);
  const { word, tone, icon, means } = stateWords[page.state];
  const from = Date.parse(page.ends.from);
  return (
    <header className={`outage-head ${page.overdue ? 'overdue' : ''}`}>
      <div className="outage-what">
        <p className="muted small">
          <Link href={`/ledger?subject=${encodeURIComponent(subjectText(page.subject))}`}>Ledger</Link> /{' '}
          <Link href={subjectPath(page.subject)}>{page.subjectName}</Link>
        </p>
        <h1>Outage of {page.subjectName}</h1>
        <p className="thing-state" role="status">
          <State tone={tone} icon={icon}>
            {word}
          </State>
          <span className="muted small">{means}</span>
        </p>
        <p>
          From{' '}
          <strong>
            <DayTime at={from} isExact />
          </strong>{' '}
          {page.ends.to === null ? (
            'on; it lasts still'
          ) : (
            <>
              to{' '}
              <strong>
                <DayTime at={Date.parse(page.ends.to)} isExact />
              </strong>
            </>
          )}
          <span className="muted">
            {' '}
            · {endsByWords[page.endsBy]} · {zoneText(from, zone)}
          </span>
        </p>
        {page.incident !== null && (
          <p className="small">
            <Link href={`/incidents/${encodeURIComponent(page.incident)}`}>The incident that it comes from</Link>
            {' · '}
            <Link href={reviewPath(page.incident)}>Its review</Link>
          </p>
        )}
      </div>
      <dl className="thing-facts outage-facts">
        <Fact name={from > now ? 'Announced for' : 'Lasted'}>
          <strong className="outage-lasted">{secondsText(lengthSeconds(page, now))}</strong>
          {page.ends.to === null && ' so far'}
        </Fact>
        <Fact name="Kind">{kindWords[page.kind].word}</Fact>
        <Fact name="Fault">{faultWords[page.fault].word}</Fact>
        {page.vendor !== null && <Fact name="Vendor">{page.vendor}</Fact>}
        <Fact name="Share that failed">{percentOfShare(page.share)}%</Fact>
        <Fact name="Excluded from">{isExcluded(page) ? excludedText(page.excluded) : 'nothing'}</Fact>
        <Fact name="Report">
          <Due page={page} now={now} />
        </Fact>
      </dl>
    </header>
  );
}

function Due({ page: { state, overdue, dueAt, ends }, now }: { page: OutagePage; now: number }): ReactNode {
  if (state === 'reported' || state === 'locked') return 'written';
  if (state === 'removed') return 'none needed';
  const due = Date.parse(dueAt);
  if (ends.to === null) return 'due 7 days after its end';
  return (
    <span className="stack">
      {overdue ? (
        <State tone="loss" icon="alarm">
          Overdue for {durationText(now - due)}
        </State>
      ) : (
        `due in ${durationText(due - now)}`
      )}
      <small className="muted">
        <DayTime at={due} />
      </small>
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
