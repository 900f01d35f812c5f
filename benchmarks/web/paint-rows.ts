/** What was measured of a page in several visits, as rows of the result. */
import { scriptsBefore, type Target, type Visit } from '../../tests/end-to-end/web/visit.ts';
import { type ResultRow, referenceOf, rowOf } from '../result.ts';

const paintGoalMs = 1_000;
const scriptGoalKb = 250;
const shiftGoal = 0.1;

const kb = (files: readonly { bytes: number }[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
const ofType = ({ fetched }: Visit, type: string) => fetched.filter((one) => one.type === type);

/** The first page, with its goals and all that is known of it. */
export function firstRows(target: Target, visits: readonly Visit[], reference: readonly Visit[]): ResultRow[] {
  const row = (what: string, unit: string, of: (visit: Visit) => number, more: Partial<ResultRow> = {}) =>
    rowOf(`${target.name}: ${what}`, unit, visits.map(of), more);
  return [
    withGoal(row('JavaScript before the useful paint', 'kB', before), `≤ ${scriptGoalKb} kB`, scriptGoalKb),
    row('JavaScript in all', 'kB', (one) => kb(ofType(one, 'Script'))),
    row('styles', 'kB', (one) => kb(ofType(one, 'Stylesheet'))),
    row('fonts', 'kB', (one) => kb(ofType(one, 'Font'))),
    row('requests', 'requests', ({ fetched }) => fetched.length),
    withGoal(useful(target, visits, reference), `< ${paintGoalMs} ms`, paintGoalMs),
    row('header painted', 'ms', ({ shell }) => shell),
    row('first contentful paint', 'ms', ({ firstContentful }) => firstContentful),
    row('largest contentful paint', 'ms', ({ largestContentful }) => largestContentful),
    row(
      'work until the useful paint',
      'ms',
      ({ worked }) => worked,
      compared('work of a page of one line', visits, reference),
    ),
    withGoal(
      row('layout shift', 'score', ({ shift }) => shift),
      `< ${shiftGoal}`,
      shiftGoal,
    ),
  ];
}

/** Any other page: what it weighs before it is of use, when that is, and when its chart is there. */
export function pageRows(target: Target, visits: readonly Visit[], reference: readonly Visit[]): ResultRow[] {
  const of = (what: string, unit: string, figure: (visit: Visit) => number) =>
    rowOf(`${target.name}: ${what}`, unit, visits.map(figure));
  const charts = visits.flatMap(({ chart }) => (chart === null ? [] : [chart]));
  return [
    of('JavaScript before the useful paint', 'kB', before),
    of('JavaScript in all', 'kB', (one) => kb(ofType(one, 'Script'))),
    of('requests', 'requests', ({ fetched }) => fetched.length),
    useful(target, visits, reference),
    of('work until the useful paint', 'ms', ({ worked }) => worked),
    ...(charts.length === 0 ? [] : [rowOf(`${target.name}: chart painted`, 'ms', charts)]),
    of('layout shift', 'score', ({ shift }) => shift),
  ];
}

const before = (visit: Visit): number => kb(scriptsBefore(visit, visit.useful));

function useful(target: Target, visits: readonly Visit[], reference: readonly Visit[]): ResultRow {
  const row = rowOf(
    `${target.name}: useful paint`,
    'ms',
    visits.map((one) => one.useful),
  );
  const beside = referenceOf(
    'a page of one line',
    reference.map((one) => one.useful),
  );
  return { ...row, reference: beside, ratio: beside.figure / row.figure! };
}

function compared(what: string, visits: readonly Visit[], reference: readonly Visit[]): Partial<ResultRow> {
  const beside = referenceOf(
    what,
    reference.map(({ worked }) => worked),
  );
  return {
    reference: beside,
    ratio:
      beside.figure /
      rowOf(
        what,
        'ms',
        visits.map(({ worked }) => worked),
      ).figure!,
  };
}

const withGoal = (row: ResultRow, goal: string, most: number): ResultRow => ({
  ...row,
  goal,
  met: goal.startsWith('≤') ? row.figure! <= most : row.figure! < most,
});
