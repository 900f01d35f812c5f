import type { Outcome, Process } from '../model/world.ts';

export interface Happening {
  process: Process;
  step: string;
  outcome: Outcome;
  /** Epoch milliseconds. */
  at: number;
  user: number;
  /** PLN minor units; only where the event carries money. */
  minor?: number | undefined;
  method?: string | undefined;
}

/** PLN minor units as decimal text: 15000 is `150.00`. */
export function decimalText(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** One line of NDJSON in the form that Waga's event endpoint takes. Users go under a pseudonym. */
export function eventLine({ process, step, outcome, at, user, minor, method }: Happening, id: string): string {
  return JSON.stringify({
    process,
    step,
    at: new Date(at).toISOString(),
    id,
    outcome,
    user: `customer-${user.toString(36)}`,
    ...(minor === undefined ? {} : { amount: decimalText(minor), currency: 'PLN' }),
    ...(method === undefined ? {} : { attributes: { method } }),
  });
}
