import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Review } from '../../../src/features/reviews/review-contract.ts';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { outagePath } from '../ledger/subject-text.ts';
import { ReviewChanges } from './review-changes.tsx';

/** What Waga knows of it: times, size, money, the probable root, and what changed near the onset. */
export function FactsPanel({ page }: { page: Review }): ReactNode {
  const { facts } = page;
  const { minutesUntil: until } = facts;
  const after = (minutes: number | null): string => (minutes === null ? 'never' : durationText(minutes * 60_000));
  return (
    <Panel
      title="Facts"
      note={
        page.state === 'final'
          ? 'As they were when it was declared whole.'
          : 'Drafted from the record, and anew while it is a draft.'
      }
    >
      <div className="panel-body review-facts">
        <dl className="fact-grid">
          <Fact name="Began">
            <DayTime at={Date.parse(facts.onset)} />
          </Fact>
          <Fact name="Ended">
            {facts.endedAt === null ? 'it lasts still' : <DayTime at={Date.parse(facts.endedAt)} />}
          </Fact>
          <Fact name="Lasted">{facts.minutes === null ? 'so far not over' : durationText(facts.minutes * 60_000)}</Fact>
          <Fact name="Class">{[facts.class, facts.level].filter(Boolean).join(', ') || 'none'}</Fact>
          <Fact name="Detected after">{after(until.detected)}</Fact>
          <Fact name="Somebody called after">{after(until.called)}</Fact>
          <Fact name="Somebody had it after">{after(until.acknowledged)}</Fact>
          <Fact name="Mitigated after">{after(until.mitigated)}</Fact>
        </dl>
        <dl className="fact-grid">
          <Amount name="Impact share" of={facts.share} />
          <Amount name="Lost" of={facts.lost} />
          <Amount name="Lost in money" of={facts.gross} isHidden={page.moneyHidden} />
          <Amount name="Recovered" of={facts.recovered} isHidden={page.moneyHidden} />
          <Amount name="Net" of={facts.net} isHidden={page.moneyHidden} />
          <Fact name="Customers">{facts.customers === null ? 'not known' : countText(facts.customers)}</Fact>
          {facts.fault !== null && <Fact name="Fault">{facts.fault}</Fact>}
          {facts.outage !== null && (
            <Fact name="Ledger">
              <Link href={outagePath(facts.outage)}>its outage</Link>
            </Fact>
          )}
        </dl>
        <section>
          <h3>Probable root</h3>
          {facts.root === null ? (
            <p className="muted">None is named: the measures do not speak for one component alone.</p>
          ) : (
            <p>
              <Link href={`/components/${encodeURIComponent(facts.root.component)}`}>
                <strong>{facts.root.name}</strong>
              </Link>
              : {facts.root.why}
            </p>
          )}
        </section>
        <ReviewChanges changes={facts.changes} />
      </div>
    </Panel>
  );
}

function Amount({ name, of, isHidden = false }: { name: string; of: Estimate | null; isHidden?: boolean }): ReactNode {
  if (of === null && isHidden) return <Fact name={name}>not shown to you</Fact>;
  return <Fact name={name}>{of === null ? 'not known' : <EstimateValue estimate={of} label={name} />}</Fact>;
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
