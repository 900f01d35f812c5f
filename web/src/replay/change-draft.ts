import type { ReplayChange } from '../../../src/features/balance/replay-contract.ts';
import { percentOfShare, shareOfPercent } from '../decisions/percent.ts';

export const draftKinds = {
  process: 'Thresholds of a process',
  measure: 'Rule of a measure',
  off: 'A measure switched off',
} as const;

/** A change as it is typed: shares in percent, everything as text. Fields left empty stay as they are in force. */
export interface ChangeDraft {
  key: number;
  kind: keyof typeof draftKinds;
  name: string;
  partial: string;
  total: string;
  atLeast: string;
  overMinutes: string;
  floor: string;
}

export type DraftErrors = Partial<Record<Exclude<keyof ChangeDraft, 'key' | 'kind'>, string>>;

const empty = { name: '', partial: '', total: '', atLeast: '', overMinutes: '', floor: '' };

export const newDraft = (key: number, kind: ChangeDraft['kind'] = 'measure'): ChangeDraft => ({ key, kind, ...empty });

export function draftOf(change: ReplayChange, key: number): ChangeDraft {
  const share = (text: string | undefined): string => (text === undefined ? '' : percentOfShare(text));
  const { name } = change;
  if (change.kind === 'process') {
    const { partial, total } = change;
    return { ...newDraft(key, 'process'), name, partial: share(partial), total: share(total) };
  }
  if (change.off) return { ...newDraft(key, 'off'), name };
  const { atLeast, overMinutes, floor } = change;
  return {
    ...{ ...newDraft(key), name, atLeast: share(atLeast) },
    ...{ overMinutes: String(overMinutes ?? ''), floor: String(floor ?? '') },
  };
}

/** The change that was typed, or what is wrong with it by field. */
export function changeOfDraft(draft: ChangeDraft): { change: ReplayChange } | { errors: DraftErrors } {
  const errors: DraftErrors = {};
  const name = draft.name.trim();
  if (name === '') errors.name = 'Choose one.';
  const share = (field: 'partial' | 'total' | 'atLeast'): string | undefined => {
    if (draft[field].trim() === '') return undefined;
    const found = shareOfPercent(draft[field]);
    if (found === null) errors[field] = 'Expected a percent from 0 to 100.';
    return found ?? undefined;
  };
  const whole = (field: 'overMinutes' | 'floor', most: number): number | undefined => {
    const text = draft[field].trim();
    if (text === '') return undefined;
    const found = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (found < 1 || found > most) errors[field] = `Expected a whole number from 1${most < 1e6 ? ` to ${most}` : ''}.`;
    return found;
  };
  const change = given(draft, name, share, whole);
  if (Object.keys(errors).length === 0 && draft.kind !== 'off' && Object.keys(change).length === 2)
    errors[draft.kind === 'process' ? 'partial' : 'atLeast'] = 'Change at least one of these.';
  return Object.keys(errors).length > 0 ? { errors } : { change };
}

function given(
  { kind }: ChangeDraft,
  name: string,
  share: (field: 'partial' | 'total' | 'atLeast') => string | undefined,
  whole: (field: 'overMinutes' | 'floor', most: number) => number | undefined,
): ReplayChange {
  if (kind === 'off') return { kind: 'measure', name, off: true };
  if (kind === 'process') {
    const [partial, total] = [share('partial'), share('total')];
    return { kind, name, ...(partial === undefined ? {} : { partial }), ...(total === undefined ? {} : { total }) };
  }
  const [atLeast, overMinutes, floor] = [share('atLeast'), whole('overMinutes', 1_440), whole('floor', 1e9)];
  return {
    ...{ kind, name, ...(atLeast === undefined ? {} : { atLeast }) },
    ...(overMinutes === undefined ? {} : { overMinutes }),
    ...(floor === undefined ? {} : { floor }),
  };
}
