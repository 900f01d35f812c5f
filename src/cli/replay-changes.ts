import { ProductError } from '../errors.ts';
import type { ReplayChange } from '../features/balance/replay-contract.ts';

const shape = /^(process|measure)\/([^=]+?)(?:\.(partial|total|atLeast|overMinutes|floor))?=(.+)$/;

/**
 * The changes that `--set` words ask for, those on one thing as one. Throws ProductError `bad_input` naming the word that is none, or that
 * does not belong to what it names.
 */
export function changesOf(words: readonly string[]): ReplayChange[] {
  const changes = new Map<string, ReplayChange>();
  for (const word of words) {
    const match = shape.exec(word);
    if (!match) throw wrong(word, 'expected process/NAME.partial=SHARE or measure/NAME.overMinutes=N');
    const [, kind, name, field, value] = match as unknown as [
      string,
      'process' | 'measure',
      string,
      string | undefined,
      string,
    ];
    const key = `${kind}/${name}`;
    const before = changes.get(key) ?? { kind, name };
    changes.set(key, { ...before, ...fieldOf(word, kind, field, value) } as ReplayChange);
  }
  return [...changes.values()];
}

function fieldOf(word: string, kind: 'process' | 'measure', field: string | undefined, value: string): object {
  if (kind === 'measure' && field === undefined && value === 'off') return { off: true };
  const isOfProcess = field === 'partial' || field === 'total';
  if (field === undefined || isOfProcess !== (kind === 'process')) {
    const fields = kind === 'process' ? '.partial or .total' : '.atLeast, .overMinutes or .floor, or =off';
    throw wrong(word, `of a ${kind} expected ${fields}`);
  }
  if (field !== 'overMinutes' && field !== 'floor') return { [field]: value };
  if (!/^[1-9]\d{0,8}$/.test(value)) throw wrong(word, 'expected a whole number from 1');
  return { [field]: Number(value) };
}

const wrong = (word: string, expected: string): ProductError =>
  new ProductError('bad_input', `--set ${word}: ${expected}`);
