import { type Probe, probeState } from '../features/outages/probes.ts';
import type { FileRow } from './analyze/file-row.ts';
import { openSeriesFile } from './analyze/series-file.ts';
import { columnNamed, numberOf, timeOf } from './analyze/series-row.ts';
import { wrong } from './import-row.ts';

/** Columns as they were named; left out, by their usual names. */
export interface ProbeColumns {
  time?: string;
  service?: string;
  status?: string;
  code?: string;
}

const usual = {
  time: ['time', 'commit_time', 'timestamp', 'at', 'date'],
  service: ['service', 'name', 'site', 'monitor', 'target'],
  status: ['status', 'state', 'result'],
  code: ['http_code', 'code', 'status_code', 'http_status'],
} as const;

/**
 * Probes of a CSV or Parquet file, a row each, in any order. A status or a code is needed, both are best. Throws ProductError
 * `bad_input` that names file, row, column, what was found and what was expected.
 */
export async function readProbes(file: string, named: ProbeColumns): Promise<Probe[]> {
  const wanted = Object.keys(usual).flatMap((one) => [
    named[one as keyof ProbeColumns] ?? '',
    ...usual[one as keyof typeof usual],
  ]);
  const {
    name: shown,
    columns,
    rows,
  } = await openSeriesFile(
    file,
    wanted.filter((one) => one !== ''),
  );
  const find = (what: keyof typeof usual) => {
    const known = usual[what].find((one) => columns.includes(one));
    const name = named[what] ?? known;
    return name === undefined ? null : columnNamed(columns, name, shown);
  };
  const time = find('time') ?? columnNamed(columns, 'time', shown);
  const service = find('service') ?? columnNamed(columns, 'service', shown);
  const [status, code] = [find('status'), find('code')];
  if (status === null && code === null) columnNamed(columns, 'status', shown);
  const textOf = ({ cells }: FileRow, column: { at: number } | null): string =>
    column === null ? '' : String(cells[column.at] ?? '').trim();
  const probes: Probe[] = [];
  for await (const row of rows) {
    const of = textOf(row, service);
    if (of === '') throw wrong({ file: shown, row: row.row }, service.name, '', 'the name of what was probed');
    const answer =
      code === null ? null : numberOf(row, code, shown, 'an HTTP status such as 200, or 0 for no connection');
    const state = probeState(textOf(row, status), answer);
    if (state === null) {
      const at = status ?? code!;
      throw wrong({ file: shown, row: row.row }, at.name, textOf(row, at), 'up or down, or an HTTP status');
    }
    probes.push({ at: timeOf(row, time, shown, null), service: of, state, code: answer });
  }
  if (probes.length === 0) throw wrong({ file: shown, row: 2 }, time.name, '', 'a row for each probe');
  return probes;
}
