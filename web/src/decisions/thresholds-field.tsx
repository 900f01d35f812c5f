import { type ReactNode, useId } from 'react';
import { dayKinds, type Thresholds } from '../../../src/features/catalog/thresholds.ts';
import { percentOfShare, shareOfPercent } from './percent.ts';

const rows = ['', ...[...dayKinds].reverse()] as const;
const rowNames: Record<(typeof rows)[number], string> = {
  '': 'Every day',
  workday: 'Workdays',
  weekend: 'Weekends',
  holiday: 'Holidays',
  campaign: 'Campaigns',
};
type Pair = { partial: string; total: string };
export type Typed = Record<(typeof rows)[number], Pair>;

/** What the fields show of thresholds, in percent; 20 and 40 where none are given. */
export function typedOf(thresholds: Thresholds | null): Typed {
  const percent = (share: string | undefined): string => (share === undefined ? '' : percentOfShare(share));
  const pair = (given: { [Key in keyof Pair]?: string | undefined } | undefined): Pair => ({
    partial: percent(given?.partial),
    total: percent(given?.total),
  });
  return {
    '': pair(thresholds ?? { partial: '0.2', total: '0.4' }),
    workday: pair(thresholds?.workday),
    weekend: pair(thresholds?.weekend),
    holiday: pair(thresholds?.holiday),
    campaign: pair(thresholds?.campaign),
  };
}

/** The body of the route from what was typed; what is no percent stays as it is, and its schema says so. */
export function thresholdsOf(typed: Typed): Thresholds {
  const share = (text: string): string => shareOfPercent(text) ?? text;
  const pair = ({ partial, total }: Pair): Partial<Pair> => ({
    ...(partial.trim() === '' ? {} : { partial: share(partial) }),
    ...(total.trim() === '' ? {} : { total: share(total) }),
  });
  const days = dayKinds
    .map((kind) => [kind, pair(typed[kind])] as const)
    .filter(([, given]) => Object.keys(given).length > 0);
  return { partial: share(typed[''].partial), total: share(typed[''].total), ...Object.fromEntries(days) };
}

/** From which share of the expected result a drop is partial (P2) and total (P1), also for kinds of day. */
export function ThresholdsField({
  typed,
  error,
  onChange,
}: {
  typed: Typed;
  error: string | undefined;
  onChange: (typed: Typed) => void;
}): ReactNode {
  const id = useId();
  const shown = (row: keyof Typed): ReactNode => (
    <tr key={row}>
      <th scope="row">{rowNames[row]}</th>
      {(['partial', 'total'] as const).map((key) => (
        <td key={key}>
          <span className="percent-field">
            <input
              type="text"
              inputMode="decimal"
              autoComplete="off"
              aria-label={`${rowNames[row]}: ${key === 'partial' ? 'P2' : 'P1'} from, in percent`}
              aria-invalid={error !== undefined}
              aria-describedby={error === undefined ? undefined : id}
              value={typed[row][key]}
              onChange={(event) => onChange({ ...typed, [row]: { ...typed[row], [key]: event.currentTarget.value } })}
            />
            <span aria-hidden="true">%</span>
          </span>
        </td>
      ))}
    </tr>
  );
  return (
    <div className="thresholds-field">
      <p className="field-hint">
        The share of the expected result that is missing. P2 is a partial drop, P1 a total one; P1 lies above P2. Kinds
        of day that are left empty take those of every day.
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">P2 from</th>
            <th scope="col">P1 from</th>
          </tr>
        </thead>
        <tbody>{rows.map(shown)}</tbody>
      </table>
      {error !== undefined && (
        <p className="field-error" id={id}>
          {thresholdsProblem(typed, error)}
        </p>
      )}
    </div>
  );
}

/** The first field that is no percent in words, else what the schema says. */
function thresholdsProblem(typed: Typed, error: string): string {
  for (const row of rows) {
    for (const text of [typed[row].partial, typed[row].total]) {
      const isLeftOut = row !== '' && text.trim() === '';
      if (!isLeftOut && shareOfPercent(text) === null)
        return `${rowNames[row]}: expected a percent between 0 and 100, found ${text.trim() === '' ? 'nothing' : `“${text}”`}.`;
    }
  }
  return /total above partial/.test(error) ? 'Expected P1 above P2 on every kind of day.' : error;
}
