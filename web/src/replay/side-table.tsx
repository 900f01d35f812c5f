import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { ReplaySide } from '../../../src/features/balance/replay-contract.ts';
import { countText } from '../design/format/numbers.ts';

type Side = z.infer<typeof ReplaySide>;

const rows: { id: keyof Side; name: string; note: string }[] = [
  { id: 'pages', name: 'Calls', note: 'somebody is woken or disturbed' },
  { id: 'pagesByNight', name: 'Calls by night', note: '22:00 to 06:00' },
  { id: 'noise', name: 'Calls for nothing', note: 'that tell of no P1 or P2' },
  { id: 'tickets', name: 'Tickets', note: 'for the next working day' },
  { id: 'incidents', name: 'Incidents', note: '' },
];

/** What the rules that hold did and what the others would have done, side by side. */
export function SideTable({ before, after }: { before: Side; after: Side }): ReactNode {
  return (
    <table className="side-table">
      <thead>
        <tr>
          <td />
          <th scope="col">Before</th>
          <th scope="col">After</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, note }) => (
          <tr key={id}>
            <th scope="row">
              {name} {note !== '' && <small className="muted">{note}</small>}
            </th>
            <td>{countText(before[id])}</td>
            <td>
              <strong>{countText(after[id])}</strong>
            </td>
            <td className={after[id] > before[id] ? 'more' : undefined}>{differenceText(before[id], after[id])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function differenceText(before: number, after: number): string {
  if (before === after) return 'the same';
  return after > before ? `+${countText(after - before)}` : countText(after - before);
}
