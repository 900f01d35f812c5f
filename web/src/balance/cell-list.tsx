import { type ReactNode, useMemo } from 'react';
import type { BalanceMatrix, BalanceNow } from '../../../src/features/balance/contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { durationText } from '../design/format/times.ts';
import { EstimateValue, Time } from '../design/numbers.tsx';
import { type CellDrop, type CellName, cellContents, cellWords } from './matrix-cells.ts';
import { byName } from './process-view.ts';

/** The drops and alarms that the chosen cell is made of. */
export function CellList({
  matrix,
  cell,
  balance,
}: {
  matrix: BalanceMatrix;
  cell: CellName;
  balance: BalanceNow;
}): ReactNode {
  const processes = useMemo(() => byName(balance.processes), [balance.processes]);
  const components = useMemo(() => byName(balance.components), [balance.components]);
  const { drops, alarms } = cellContents(matrix, cell);
  const to = Date.parse(matrix.to);
  const named = (names: ReadonlyMap<string, { displayName: string }>, name: string): string =>
    names.get(name)?.displayName ?? name;
  return (
    <>
      <h3>{cellWords[cell].name}</h3>
      {drops.length + alarms.length === 0 && (
        <p className="muted">
          {cell === 'neither' ? 'Minutes in which nothing happened have no list.' : 'Nothing in this time.'}
        </p>
      )}
      {drops.length > 0 && (
        <ul className="cell-list" aria-label="Drops">
          {drops.map((entry) => (
            <DropLine key={entry.drop.id} entry={entry} name={named(processes, entry.drop.process)} to={to} />
          ))}
        </ul>
      )}
      {alarms.length > 0 && (
        <ul className="cell-list" aria-label="Alarms">
          {alarms.map((alarm) => (
            <li key={alarm.id} className="alarm">
              <div>
                <strong>{named(components, alarm.component)}</strong>
                <span className="muted small">{alarm.measure}</span>
              </div>
              <Span from={alarm.startedAt} until={alarm.endedAt} to={to} />
              <span className="muted small">
                under {alarm.processes.map((name) => named(processes, name)).join(', ') || 'no process'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DropLine({ entry, name, to }: { entry: CellDrop; name: string; to: number }): ReactNode {
  const { drop, minutes, coveredMinutes } = entry;
  return (
    <li className="loss">
      <div>
        <strong>
          {name} {drop.class && <span className="badge">{drop.class}</span>}
        </strong>
        <span className="muted small">
          {coveredMinutes} of {minutes} min with an alarm
        </span>
      </div>
      <Span from={drop.onset} until={drop.endedAt} to={to} />
      <EstimateValue
        className="money"
        estimate={drop.money ?? drop.lost}
        label={`${name}: lost in this drop`}
        {...(drop.endedAt === null ? { path: processBreakdownPath(drop.process) } : {})}
      />
    </li>
  );
}

function Span({ from, until, to }: { from: string; until: string | null; to: number }): ReactNode {
  const start = Date.parse(from);
  const end = until === null ? to : Date.parse(until);
  return (
    <span className="small">
      <Time at={start} near={to} /> – {until === null ? 'now' : <Time at={end} near={to} />}
      <span className="muted">, {durationText(end - start)}</span>
    </span>
  );
}
