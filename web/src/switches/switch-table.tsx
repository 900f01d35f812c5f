import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { PositionMark, SwitchState } from './position-mark.tsx';
import { Whose } from './switch-card.tsx';
import { SwitchWays } from './switch-ways.tsx';
import { positionWord } from './switch-words.ts';
import { useIncidentOf } from './use-switch.ts';

/** The switches that stand as usual: what they are of, what can be done, how sure it is. */
export function SwitchTable({ switches }: { switches: readonly SwitchShown[] }): ReactNode {
  return (
    <DataTable
      label="As usual"
      columns={columns}
      rows={switches}
      rowId={({ name }) => name}
      pageSize={25}
      cardsBelow={1000}
    />
  );
}

const columns: TableColumn<SwitchShown>[] = [
  {
    ...{ id: 'name', name: 'Switch', names: true },
    sortBy: ({ displayName }) => displayName,
    cell: (one) => (
      <span className="stack switch-cell">
        <Link href={`/switches/${encodeURIComponent(one.name)}`}>
          <strong>{one.displayName}</strong>
        </Link>
        <small className="muted">
          <Whose one={one} />
        </small>
      </span>
    ),
  },
  {
    ...{ id: 'stands', name: 'Stands' },
    sortBy: (one) => positionWord(one),
    cell: (one) => (
      <span className="stack">
        <PositionMark one={one} />
        <SwitchState one={one} />
      </span>
    ),
  },
  {
    ...{ id: 'breaker', name: 'Breaker' },
    sortBy: ({ breaker }) => breaker?.policy ?? null,
    cell: ({ breaker }) =>
      breaker === null ? (
        <span className="muted none">none</span>
      ) : (
        <span className="stack">
          <span>Closed</span>
          <small className="muted">{breaker.policy === 'automatic' ? 'acts by itself' : 'advises'}</small>
        </span>
      ),
  },
  { ...{ id: 'acts', name: 'Actions', align: 'end' }, cell: (one) => <Ways one={one} /> },
];

function Ways({ one }: { one: SwitchShown }): ReactNode {
  const incident = useIncidentOf(one.process);
  // A share of it, and its checks, are on its own page.
  const may = one.may.filter((way) => way === 'off');
  if (may.length === 0) return <span className="muted none">none</span>;
  return <SwitchWays one={{ ...one, may }} incident={incident} />;
}
