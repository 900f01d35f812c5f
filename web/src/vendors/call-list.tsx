import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { VendorCall } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { Time } from '../design/numbers.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { SilenceClock } from './silence-clock.tsx';

/** When they were asked about our incidents: whom, by whom, and what they said. */
export function CallList({ calls }: { calls: readonly VendorCall[] }): ReactNode {
  return (
    <ol className="vendor-calls" aria-label="When they were asked">
      {calls.map((call) => (
        <li key={call.id}>
          <p>
            <DayTime at={Date.parse(call.startedAt)} />{' '}
            <Link href={`/incidents/${encodeURIComponent(call.incident)}`}>
              Our incident
              <span className="visually-hidden"> of {call.startedAt}</span>
            </Link>
          </p>
          <p className="small muted">
            {call.contacts
              .filter(({ askedAt }) => askedAt !== null)
              .map(({ number, name, askedAt, askedBy }, index) => (
                <span key={number}>
                  {index > 0 && '; '}
                  {name} asked at <Time at={Date.parse(askedAt!)} near={Date.parse(call.startedAt)} /> by{' '}
                  {askedBy ?? 'Waga'}
                </span>
              ))}
          </p>
          <SilenceClock call={call} near={Date.parse(call.startedAt)} />
        </li>
      ))}
    </ol>
  );
}
