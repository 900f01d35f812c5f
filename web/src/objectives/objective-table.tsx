import type { ReactNode } from 'react';
import type { ObjectiveRow } from '../../../src/features/objectives/slo-contract.ts';
import { useMedia } from '../design/media.ts';
import { DataTable } from '../design/table/data-table.tsx';
import { VirtualGrid } from '../design/table/virtual-grid.tsx';
import { objectiveColumns } from './objective-columns.tsx';
import { burnOf } from './objective-words.ts';

const keepOrder = (): void => undefined;
const rowId = ({ name }: ObjectiveRow): string => name;

/** Many rows in the order of need: a grid where there is room, cards where there is none. */
export function ObjectiveTable({ objectives }: { objectives: readonly ObjectiveRow[] }): ReactNode {
  const isNarrow = useMedia('(max-width: 1000px)');
  if (objectives.length === 0) return <p className="panel-empty muted">No objective answers to all of this.</p>;
  if (!isNarrow) {
    return (
      <VirtualGrid
        label="Objectives"
        columns={objectiveColumns}
        rows={objectives}
        rowId={rowId}
        order={null}
        onSort={keepOrder}
        rowHeight={60}
      />
    );
  }
  return (
    <DataTable
      label="Objectives"
      columns={objectiveColumns.map(({ id, name, cell }) => ({ id, name, cell, names: id === 'name' }))}
      rows={objectives}
      rowId={rowId}
      rowTone={(row) => (row.state === 'missed' || burnOf(row)?.tone === 'loss' ? 'loss-row' : undefined)}
      pageSize={20}
      cardsBelow={1000}
    />
  );
}
