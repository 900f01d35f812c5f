import type { ReactNode } from 'react';
import type { FleetAnswer, FleetTotal } from '../../../src/features/agreements/fleet-contract.ts';
import { fractionText } from '../design/format/fractions.ts';
import { countText } from '../design/format/numbers.ts';
import { fullTimeText, nearTimeText, zoneText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';

const kindWords = { process: 'Processes', component: 'Components' } as const;

/** Which time it is about, and what each kind comes to together. */
export function FleetTotals({ answer }: { answer: FleetAnswer }): ReactNode {
  const zone = useZone();
  const [from, upTo] = [Date.parse(answer.from), Date.parse(answer.upTo)];
  return (
    <div className="fleet-totals">
      <p className="muted small" role="status" title={`${fullTimeText(from, zone)} – ${fullTimeText(upTo, zone)}`}>
        {countText(answer.matching)} found, {nearTimeText(from, upTo, zone)} {new Date(from).getUTCFullYear()} –{' '}
        {nearTimeText(upTo, from, zone)} {new Date(upTo).getUTCFullYear()}, {zoneText(upTo, zone)}
        {answer.upTo < answer.to && ', as far as it is over'}
      </p>
      <dl className="number-list">
        {answer.totals.map((total) => (
          <Together key={total.kind} total={total} />
        ))}
      </dl>
    </div>
  );
}

function Together({ total }: { total: FleetTotal }): ReactNode {
  const { kind, subjects, counted, availability } = total;
  return (
    <div>
      <dt>{kindWords[kind]} together</dt>
      <dd>
        <span className="figure-large nowrap">
          {availability === null ? 'not counted' : fractionText(availability)}
        </span>
        <small className="muted">
          {countText(counted)} of {countText(subjects)} counted
        </small>
      </dd>
    </div>
  );
}
