import type { ScanRules } from './scanned-events.ts';

/** The rules of a scan in the form in which each new kind of row asks them. */
export interface KnownRules {
  processes: ReadonlyMap<string, { steps: ReadonlySet<string>; attributes: readonly string[] }>;
  environments: ReadonlySet<string> | null;
  /** The attributes that any of the processes lists. */
  attributes: ReadonlySet<string>;
}

export function knownRules({ processes, environments }: Pick<ScanRules, 'processes' | 'environments'>): KnownRules {
  return {
    processes: new Map(
      processes.map(({ name, steps, attributes }) => [name, { steps: new Set(steps), attributes }] as const),
    ),
    environments: environments === null ? null : new Set(environments),
    attributes: new Set(processes.flatMap(({ attributes }) => attributes)),
  };
}
