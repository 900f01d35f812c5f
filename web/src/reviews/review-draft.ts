import { ReviewText } from '../../../src/features/reviews/review-contract.ts';

export type Field = keyof ReviewText;
export const fields: readonly { id: Field; name: string }[] = [
  { id: 'title', name: 'Title' },
  { id: 'summary', name: 'Summary' },
  { id: 'causes', name: 'Causes' },
  { id: 'helped', name: 'What helped' },
  { id: 'hindered', name: 'What hindered' },
  { id: 'actions', name: 'Actions' },
  { id: 'noActions', name: 'Why nothing is to be done' },
];

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which two texts differ. */
export const changedFields = (one: ReviewText, other: ReviewText): Field[] =>
  fields.flatMap(({ id }) => (same(one[id], other[id]) ? [] : [id]));

/**
 * What I wrote over what somebody else saved meanwhile: a field that only one of us changed is theirs or mine, those that
 * both changed are mine here and named as clashes.
 */
export function merge(saw: ReviewText, now: ReviewText, mine: ReviewText): { text: ReviewText; clashes: Field[] } {
  const changedByMe = changedFields(saw, mine);
  const changedByThem = changedFields(saw, now);
  const text = { ...now, ...Object.fromEntries(changedByMe.map((id) => [id, mine[id]])) };
  return { text, clashes: changedByMe.filter((id) => changedByThem.includes(id) && !same(now[id], mine[id])) };
}

/** A field as text, to be held against another version of it. */
export function fieldText(text: ReviewText, field: Field): string {
  if (field === 'title' || field === 'summary' || field === 'noActions') return text[field] || '(empty)';
  if (field !== 'actions') return text[field].map((line) => `• ${line}`).join('\n') || '(none)';
  const lines = text.actions.map(
    ({ what, owner, due, doneAt }) => `• ${what} (${owner}, ${due}${doneAt === null ? '' : ', done'})`,
  );
  return lines.join('\n') || '(none)';
}

/** What is sent: without empty lines, owners with their kind; or what is wrong, by field and by number within it. */
export function readDraft(draft: ReviewText): { body: ReviewText } | { errors: Record<string, string> } {
  const filled = (lines: readonly string[]): string[] => lines.map((line) => line.trim()).filter((line) => line !== '');
  const actions = draft.actions.map((one) => ({ ...one, owner: ownerOf(one.owner) }));
  const { noActions, ...rest } = draft;
  const why = actions.length === 0 && noActions?.trim() ? { noActions } : {};
  const parsed = ReviewText.safeParse({
    ...{ ...rest, ...why, actions, causes: filled(draft.causes) },
    ...{ helped: filled(draft.helped), hindered: filled(draft.hindered) },
  });
  if (parsed.success) return { body: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path } of parsed.error.issues) {
    const [field = '', index, part] = path.map(String);
    errors[field === 'actions' ? `actions.${index}.${part}` : field] ??=
      wrongWords[part ?? field] ?? 'Say it in a few words.';
  }
  return { errors };
}

const wrongWords: Record<string, string> = {
  owner: 'Expected a name such as anna, or group:payments.',
  due: 'Give a day.',
};

/** A bare name is a person's. */
const ownerOf = (typed: string): string => {
  const name = typed.trim();
  return name === '' || /^(user|group):/.test(name) ? name : `user:${name}`;
};
