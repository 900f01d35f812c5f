import { ReplayChange } from '../../../src/features/balance/replay-contract.ts';

/** A change as it stands in an address: `measure,NAME,atLeast=0.995,overMinutes=60`, `measure,NAME,off`, `process,NAME,partial=0.2`. */
export function changeText(change: ReplayChange): string {
  const { kind, name, ...rest } = change;
  const fields = Object.entries(rest).flatMap(([field, value]) =>
    value === undefined || value === false ? [] : value === true ? [field] : [`${field}=${value}`],
  );
  return [kind, name, ...fields].join(',');
}

/** The other direction; null where it is no change, so that a link somebody cut still opens the page. */
export function changeOf(text: string): ReplayChange | null {
  const [kind, name, ...fields] = text.split(',');
  const values = fields.map((field): [string, string | number | boolean] => {
    const [key = '', value] = field.split('=');
    if (value === undefined) return [key, true];
    return [key, key === 'overMinutes' || key === 'floor' ? Number(value) : value];
  });
  const parsed = ReplayChange.safeParse({ kind, name, ...Object.fromEntries(values) });
  return parsed.success && parsed.data.name !== '' ? parsed.data : null;
}

/** Where these changes are tried on the past. */
export const replayPath = (changes: readonly ReplayChange[]): string =>
  `/replay?${new URLSearchParams(changes.map((change) => ['change', changeText(change)]))}`;

/** The changes that an address asks for. */
export const changesIn = (search: URLSearchParams): ReplayChange[] =>
  search.getAll('change').flatMap((text) => changeOf(text) ?? []);
