import type { ReactNode } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { DayTime } from './day-time.tsx';
import { whatWord } from './outage-words.ts';

export interface Version {
  field: string;
  /** As it was when one began. */
  saw: string;
  now: string;
  yours: string;
}

/** Somebody else was faster: both versions side by side, and which of them shall stand. */
export function ConflictNote({
  page,
  versions,
  onMine,
  onTheirs,
}: {
  page: OutagePage;
  versions: readonly Version[];
  onMine: () => void;
  onTheirs: () => void;
}): ReactNode {
  const last = page.revisions.reduce<OutagePage['revisions'][number] | null>(
    (latest, one) => (latest === null || one.revision > latest.revision ? one : latest),
    null,
  );
  return (
    <section className="conflict" role="alert">
      <h3>Somebody changed this outage meanwhile</h3>
      {last !== null && (
        <p>
          {whatWord(last.what)} by {last.by ?? 'Waga'}, <DayTime at={Date.parse(last.at)} />. Nothing of yours is lost:
          choose what shall stand.
        </p>
      )}
      <table className="versions">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">When you began</th>
            <th scope="col">Now</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ field, saw, now, yours }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td data-name="When you began">{saw}</td>
              <td data-name="Now">{now}</td>
              <td data-name="Yours">{yours}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="form-ways">
        <button type="button" className="button" onClick={onTheirs}>
          Leave it as it is now
        </button>
        <button type="button" className="button" onClick={onMine}>
          Go on with mine
        </button>
      </div>
    </section>
  );
}
