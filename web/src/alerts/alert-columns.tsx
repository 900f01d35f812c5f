import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AlertRow } from '../../../src/features/balance/alert-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import type { GridColumn } from '../design/table/virtual-grid.tsx';
import { alertPath, ofText, origins, partText, verdicts } from './alert-words.ts';
import { Amounts } from './amounts.tsx';

/** The columns of the alert catalogue; those of money are left out where none of it may be seen. */
export function alertColumns(hasMoney: boolean): GridColumn<AlertRow>[] {
  return [
    { id: 'name', name: 'Alert', width: 13, grow: 1.2, isSortable: true, cell: named },
    { id: 'verdict', name: 'Verdict', width: 14, grow: 1.6, isSortable: true, cell: verdict },
    { id: 'kind', name: 'Kind', width: 6.5, isSortable: true, cell: kind },
    { id: 'origin', name: 'From', width: 6.5, isSortable: true, cell: from },
    { id: 'fires', name: 'Alarms', width: 5.5, isSortable: true, align: 'end', cell: fires },
    { id: 'empty', name: 'No drop', width: 5.25, isSortable: true, align: 'end', cell: empty },
    { id: 'pages', name: 'Calls', width: 6, isSortable: true, align: 'end', cell: pages },
    {
      id: 'precision',
      name: 'Precision',
      width: 6.25,
      isSortable: true,
      align: 'end',
      cell: (row) => part(row.precision),
    },
    { id: 'recall', name: 'Recall', width: 6, isSortable: true, align: 'end', cell: (row) => part(row.recall) },
    ...(hasMoney ? money : []),
  ];
}

const money: GridColumn<AlertRow>[] = [
  {
    id: 'caught',
    name: 'Caught',
    width: 7.5,
    isSortable: true,
    align: 'end',
    cell: (row) => <Amounts of={row.money.caught} />,
  },
  {
    id: 'missed',
    name: 'Missed',
    width: 7.5,
    isSortable: true,
    align: 'end',
    cell: (row) => <Amounts of={row.money.missed} />,
  },
];

function named(row: AlertRow): ReactNode {
  const { id, name, component, componentName, firing, inCatalog, retired } = row;
  return (
    <span className="stack">
      <Link className="alert-name" href={alertPath(id)} tabIndex={-1} title={name}>
        <strong>{name}</strong>
      </Link>
      <small className="muted one-line" title={componentName ?? component ?? undefined}>
        {componentName ?? component ?? 'no component'}
      </small>
      {(firing || !inCatalog || retired !== null) && (
        <small className="alert-marks">
          {firing && <b className="firing">fires now</b>}
          {!inCatalog && <b className="uncatalogued">not catalogued</b>}
          {retired !== null && <b>retired</b>}
        </small>
      )}
    </span>
  );
}

function verdict({ verdict: is, verdictWhy }: AlertRow): ReactNode {
  const { word, tone, icon } = verdicts[is];
  return (
    <span className="stack">
      <State tone={tone} icon={icon}>
        {word}
      </State>
      <small className="muted few-lines" title={verdictWhy}>
        {verdictWhy}
      </small>
    </span>
  );
}

const kind = ({ class: of, type }: AlertRow): ReactNode => (
  <span className="stack">
    <span>{of === 'business' ? 'Business' : 'Technical'}</span>
    <small className="muted">{type}</small>
  </span>
);

const from = ({ origin, mandatedBy }: AlertRow): ReactNode => (
  <span className="stack">
    <span>{origins[origin].word}</span>
    {mandatedBy !== null && (
      <small className="muted one-line" title={`mandated by ${mandatedBy}`}>
        for {mandatedBy}
      </small>
    )}
  </span>
);

const fires = ({ noise }: AlertRow): ReactNode => (
  <span className="stack">
    <strong>{countText(noise.fires)}</strong>
    {noise.fires > 0 && <small className="muted amount">{durationText(noise.minutes * 60_000)}</small>}
  </span>
);

const empty = ({ noise }: AlertRow): ReactNode => (noise.fires === 0 ? none : countText(noise.withoutDrop));

const pages = ({ noise, pages: calls, pagesWhy }: AlertRow): ReactNode => (
  <span className="stack" title={pagesWhy}>
    {noise.pages > 0 || calls ? <span>{plural(noise.pages, 'call')}</span> : <span className="muted">does not</span>}
    {noise.pagesByNight > 0 && <small>{countText(noise.pagesByNight)} by night</small>}
    {noise.pages === 0 && calls && <small className="muted">it would</small>}
  </span>
);

const none = <span className="muted none">–</span>;

function part(of: AlertRow['precision']): ReactNode {
  if (of === null) return none;
  return (
    <span className="stack">
      <span>{partText(of)}</span>
      <small className="muted">{ofText(of)}</small>
    </span>
  );
}
