import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Decision, ProcessDecisions } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { LevelMark } from './level-mark.tsx';
import { levels } from './level-words.ts';
import { Moment } from './moment.tsx';
import { type Signer, standingOf } from './signing.ts';

export const historyPath = (process: string): string => `/decisions/${encodeURIComponent(process)}`;

/** Every process with the level that holds, who signed it, and what waits. */
export function DecisionTable({ rows, signer }: { rows: readonly ProcessDecisions[]; signer: Signer }): ReactNode {
  const columns: TableColumn<ProcessDecisions>[] = [
    {
      id: 'process',
      name: 'Process',
      names: true,
      sortBy: ({ displayName }) => displayName,
      cell: ({ process, displayName, product }) => (
        <span className="stack">
          <Link href={historyPath(process)}>
            <strong>{displayName}</strong>
          </Link>
          {product !== null && <small className="muted">{product}</small>}
        </span>
      ),
    },
    {
      id: 'manager',
      name: 'Product manager',
      sortBy: ({ productManager }) => (productManager === null ? null : ownerText(productManager)),
      cell: ({ productManager }) => ownerText(productManager),
    },
    {
      id: 'level',
      name: 'Level that holds',
      sortBy: ({ level }) => (level === null ? null : levels.indexOf(level)),
      cell: ({ level, from }) => <LevelMark level={level} isFaint={from !== 'decision'} />,
    },
    {
      id: 'since',
      name: 'By whose word',
      sortBy: ({ inForce }) => (inForce === null ? null : Date.parse(inForce.validFrom)),
      cell: (row) => <Word row={row} />,
    },
    {
      id: 'waits',
      name: 'What waits',
      sortBy: ({ waiting }) => -waiting.length,
      cell: (row) =>
        row.waiting.length === 0 ? (
          <span className="muted none">nothing</span>
        ) : (
          <span className="stack">
            {row.waiting.map((decision) => (
              <Waits key={decision.id} decision={decision} manager={row.productManager} signer={signer} />
            ))}
          </span>
        ),
    },
  ];
  return (
    <DataTable label="Decisions" columns={columns} rows={rows} rowId={({ process }) => process} cardsBelow={900} />
  );
}

function Word({ row: { inForce, from, fileLevel } }: { row: ProcessDecisions }): ReactNode {
  if (inForce === null) {
    return (
      <span className="muted">{from === 'file' ? 'the catalogue’s file alone' : 'nobody’s: no level is given'}</span>
    );
  }
  return (
    <span className="stack">
      <span>
        decided, since <Moment at={inForce.validFrom} dayOnly />
      </span>
      <small className="muted">
        {inForce.signatures.map(({ name }) => name).join(' and ')}
        {fileLevel !== null && fileLevel !== inForce.level && `; the file says ${fileLevel}`}
      </small>
    </span>
  );
}

function Waits({
  decision,
  manager,
  signer,
}: {
  decision: Decision;
  manager: string | null;
  signer: Signer;
}): ReactNode {
  const open = standingOf(decision, manager, signer).filter(({ waits }) => waits !== '');
  const isTheirs = open.some((one) => one.isTheirs);
  if (open.length === 0) {
    return (
      <span className="stack">
        <LevelMark level={decision.level} />
        <small className="muted">
          signed, begins <Moment at={decision.validFrom} dayOnly />
        </small>
      </span>
    );
  }
  return (
    <span className="stack">
      <LevelMark level={decision.level} />
      <small className={isTheirs ? 'waits-you' : 'muted'}>
        {isTheirs
          ? 'waits for you'
          : `waits for ${open.map(({ side }) => (side === 'technology' ? 'technology' : ownerText(manager) === 'not named' ? 'the business' : ownerText(manager))).join(' and ')}`}
      </small>
    </span>
  );
}
