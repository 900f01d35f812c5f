import type { ReactNode } from 'react';
import type { VendorReading } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { isFailing } from './vendor-words.ts';

const names: Record<VendorReading['what'], string> = { 'status-page': 'Status page', calendar: 'Calendar' };

/** How reading their page and calendar goes; on a card only what fails. */
export function Readings({
  readings,
  onlyFailing = false,
}: {
  readings: readonly VendorReading[];
  onlyFailing?: boolean;
}): ReactNode {
  const shown = onlyFailing ? readings.filter(isFailing) : readings;
  const now = Date.now();
  if (shown.length === 0) return null;
  return (
    <ul className="vendor-readings">
      {shown.map(({ what, url, readAt, failingSince, reason }) => (
        <li key={`${what} ${url}`}>
          <State
            tone={failingSince !== null ? 'alarm' : readAt === null ? 'unknown' : 'calm'}
            icon={failingSince !== null ? 'alarm' : readAt === null ? 'learning' : 'calm'}
          >
            {names[what]} {failingSince !== null ? 'cannot be read' : readAt === null ? 'not read yet' : 'is read'}
          </State>{' '}
          <span className="muted">
            {failingSince !== null ? (
              <>
                since <Time at={Date.parse(failingSince)} near={now} />
                {reason !== null && `: ${reason}`}
              </>
            ) : (
              readAt !== null && (
                <>
                  last at <Time at={Date.parse(readAt)} near={now} />
                </>
              )
            )}
            {!onlyFailing && ` ${url}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
