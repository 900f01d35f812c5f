import { z } from 'zod';

const Pattern = z.string().max(255);

/** Labels and what they must be: a text, or a list of which any may hold; a trailing `*` stands for any ending. */
export const LabelFilter = z.record(z.string().min(1).max(255), z.union([Pattern, z.array(Pattern).min(1).max(100)]));
export type LabelFilter = z.infer<typeof LabelFilter>;

/** Whether every label the filter names has one of its values. A label that is missing counts as the empty text. */
export function labelsMatch(filter: LabelFilter, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    const value = labels[name] ?? '';
    return Array.isArray(wanted) ? wanted.some((one) => fits(one, value)) : fits(wanted, value);
  });
}

/** Whether a text is what the pattern says; a trailing `*` stands for any ending. */
export function fits(pattern: string, value: string): boolean {
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : pattern === value;
}

/** The labels of which the filter names all values they may have, with these. */
export function exactLabels(filter: LabelFilter): Record<string, string[]> {
  const exact = Object.keys(filter).map((label) => [label, exactValues(filter, label)] as const);
  return Object.fromEntries(exact.filter((one): one is [string, string[]] => one[1] !== null));
}

/** The values a label may have, where the filter names them all (no `*`); null otherwise. */
export function exactValues(filter: LabelFilter, label: string): string[] | null {
  const wanted = filter[label];
  if (wanted === undefined) return null;
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return list.some((one) => one.endsWith('*')) ? null : list;
}
