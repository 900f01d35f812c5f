import type { LabelFilter } from '../signals/label-filter.ts';

/** A filter of labels as it stands, for those who know the metric. */
export function filterText(filter: LabelFilter, between: string): string {
  return Object.entries(filter)
    .map(([label, wanted]) => `${label} ${listOf(wanted).join(' or ')}`)
    .join(between);
}

/** What is good where these labels are bad, in plain words: "no server error (HTTP 5xx)", "not outcome failed". */
export function withoutWords(bad: LabelFilter): string {
  const only = Object.entries(bad);
  const [label, wanted] = only[0] ?? ['', ''];
  const codes = only.length === 1 && /(^|[._])(status|code)$/i.test(label) ? httpCodes(listOf(wanted)) : null;
  if (codes === null)
    return `not ${only.map(([name, values]) => `${name} ${listOf(values).map(valueWords).join(' or ')}`).join(' with ')}`;
  const kind = codes.every((code) => code.startsWith('5'))
    ? 'server error'
    : codes.some((code) => code.startsWith('5'))
      ? 'error'
      : 'answer';
  return `no ${kind} (HTTP ${codes.join(', ')})`;
}

const listOf = (wanted: string | readonly string[]): readonly string[] =>
  typeof wanted === 'string' ? [wanted] : wanted;

const valueWords = (value: string): string => (value.endsWith('*') ? `beginning with ${value.slice(0, -1)}` : value);

/** `5xx`, `503`; null where one is no HTTP status. */
function httpCodes(values: readonly string[]): string[] | null {
  const codes = values.map((value) => /^([1-5])(\*|xx|\d\d)$/i.exec(value));
  return codes.every((code) => code !== null)
    ? codes.map((code) => code![1]! + (code![2] === '*' ? 'xx' : code![2]!))
    : null;
}
