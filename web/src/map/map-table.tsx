import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { matches } from '../access/matches.ts';
import { ComparedLevel, LevelMark } from '../criticality/level-mark.tsx';
import { levelRank } from '../criticality/levels.ts';
import { WorthAmount } from '../criticality/worth.tsx';
import { countText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { useMedia } from '../design/media.ts';
import { DataTable } from '../design/table/data-table.tsx';
import { type Order, orderRows } from '../design/table/rows.ts';
import { type GridColumn, VirtualGrid } from '../design/table/virtual-grid.tsx';
import type { MapGraph } from './graph.ts';
import { modeWords, stateOrder, stateWords } from './state-words.ts';

interface Row {
  node: number;
  id: string;
  area: string;
  below: string;
  above: string;
}

/** All that the picture shows, as a table: one row a node, with its state, its money and both its sides. */
export function MapTable({
  graph,
  areaOf,
  text,
  picked,
  onPick,
}: {
  graph: MapGraph;
  areaOf: (node: number) => string;
  text: string;
  picked: number | null;
  onPick: (node: number) => void;
}): ReactNode {
  const isNarrow = useMedia('(max-width: 900px)');
  const sought = useDeferredValue(text).trim();
  const [order, setOrder] = useState<Order | null>(null);
  const rows = useMemo(() => rowsOf(graph, areaOf), [graph, areaOf]);
  const columns = useMemo(() => columnsOf(graph, onPick), [graph, onPick]);
  const keys = useMemo(() => sortKeys(graph), [graph]);
  const shown = useMemo(() => {
    const found =
      sought === ''
        ? rows
        : rows.filter(({ node, area }) => {
            const { name, displayName, type } = graph.nodes[node]!;
            return matches(sought, [name, displayName, type ?? '', area]);
          });
    const key = order && keys[order.column];
    return key && order ? orderRows(found, key, order.direction) : found;
  }, [rows, sought, order, keys, graph]);
  const sort = (column: string): void =>
    setOrder((now) =>
      now?.column !== column
        ? { column, direction: 'ascending' }
        : now.direction === 'ascending'
          ? { column, direction: 'descending' }
          : null,
    );
  if (shown.length === 0) return <p className="panel-empty muted">Nothing is called that.</p>;
  return (
    <>
      <p role="status" className="visually-hidden">
        {countText(shown.length)} rows
      </p>
      {isNarrow ? (
        <DataTable
          label="Map as a table"
          columns={columns.map(({ id, name, cell }) => ({ id, name, cell, names: id === 'name' }))}
          rows={shown}
          rowId={({ id }) => id}
          pageSize={20}
          cardsBelow={900}
        />
      ) : (
        <VirtualGrid
          label="Map as a table"
          columns={columns}
          rows={shown}
          rowId={({ id }) => id}
          order={order}
          onSort={sort}
          isChosen={({ node }) => node === picked}
        />
      )}
    </>
  );
}

function rowsOf(graph: MapGraph, areaOf: (node: number) => string): Row[] {
  const side = (node: number, direction: 'above' | 'below'): string =>
    graph[direction]
      [node]!.map((edge) => {
        const { from, to, mode, label } = graph.edges[edge]!;
        const other = graph.nodes[direction === 'above' ? from : to]!.displayName;
        return mode === 'hard' ? other : `${other} (${label ?? modeWords[mode]})`;
      })
      .join(', ');
  return graph.nodes.map(({ id }, node) => ({
    ...{ node, id, area: areaOf(node) },
    ...{ below: side(node, 'below'), above: side(node, 'above') },
  }));
}

function sortKeys(graph: MapGraph): Record<string, (row: Row) => number | string | null> {
  const of = ({ node }: Row) => graph.nodes[node]!;
  return {
    name: (row) => of(row).displayName,
    area: ({ area }) => area,
    level: (row) => levelRank(of(row).level ?? of(row).derived),
    state: (row) => stateOrder.indexOf(of(row).state),
    // Amounts of different currencies are not compared: each currency stands by itself.
    money: (row) => {
      const { perHour } = of(row);
      return perHour === null ? null : `${perHour.currency} ${Math.round(perHour.minor)}`;
    },
  };
}

function columnsOf(graph: MapGraph, onPick: (node: number) => void): GridColumn<Row>[] {
  const of = ({ node }: Row) => graph.nodes[node]!;
  const side = (names: string): ReactNode =>
    names === '' ? (
      <span className="muted none">nothing</span>
    ) : (
      <span className="two-lines small" title={names}>
        {names}
      </span>
    );
  return [
    {
      id: 'name',
      name: 'Name',
      width: 11,
      grow: 1.2,
      isSortable: true,
      cell: (row) => (
        <span className="stack">
          <button
            type="button"
            tabIndex={-1}
            className="link-button one-line"
            title={of(row).displayName}
            onClick={() => onPick(row.node)}
          >
            {of(row).displayName}
          </button>
          <small className="muted one-line">
            {of(row).kind === 'process' ? 'process' : (of(row).type ?? 'component')}
          </small>
        </span>
      ),
    },
    {
      id: 'area',
      name: 'Area',
      width: 7,
      isSortable: true,
      cell: ({ area }) => <span className="small">{area}</span>,
    },
    {
      id: 'level',
      name: 'Level',
      width: 8,
      isSortable: true,
      cell: (row) =>
        of(row).derived === null ? (
          <LevelMark level={of(row).level} />
        ) : (
          <ComparedLevel level={of(row).derived} to={of(row).level} of="declared" />
        ),
    },
    {
      id: 'state',
      name: 'State',
      width: 7,
      isSortable: true,
      cell: (row) => {
        const { tone, icon, word } = stateWords[of(row).state];
        return (
          <State tone={tone} icon={icon}>
            {word}
          </State>
        );
      },
    },
    {
      id: 'money',
      name: 'Money an hour',
      width: 8,
      isSortable: true,
      align: 'end',
      cell: (row) => <WorthAmount worth={of(row).perHour} />,
    },
    { id: 'below', name: 'Stands on', width: 10, grow: 1.4, cell: ({ below }) => side(below) },
    { id: 'above', name: 'Stand on it', width: 10, grow: 1.4, cell: ({ above }) => side(above) },
  ];
}
