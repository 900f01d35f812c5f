import { toRfc3339 } from '../../maths/instants.ts';
import { catalogueName, type NameRule } from './imported-names.ts';
import type { Subject } from './outage.ts';
import type { OutageImport } from './outage-contract.ts';
import { meetsSeverity, type PageOutage, type SeverityRule } from './statuspage.ts';

export interface StatuspageRules extends NameRule {
  severity: SeverityRule;
  /** Whether the page is about processes or, as usual, components. */
  kind: Subject['kind'];
  /** Subject of incidents that name no component; null: they are left out. */
  whole: string | null;
  /** Whose page it is: a Vendor's, or null for one's own. */
  vendor: string | null;
}

export type ImportRow = OutageImport['outages'][number];

/** Why an incident gives no row, with its name. */
export interface LeftOut {
  id: string;
  name: string;
  why: string;
}

const longestWords = 5_000;

/**
 * A row for each component of each incident that counts under the rules, as the ledger takes it over: known by incident and
 * component, so that a repeat changes nothing. What a page calls a component that is down counts whole. Maintenance comes in as planned; to leave it out of a
 * figure takes two people, as ever.
 */
export function statuspageRows(
  outages: readonly PageOutage[],
  rules: StatuspageRules,
): { rows: ImportRow[]; leftOut: LeftOut[] } {
  const rows: ImportRow[] = [];
  const leftOut: LeftOut[] = [];
  for (const outage of outages) {
    const why = refusal(outage, rules);
    if (why !== null) {
      leftOut.push({ id: outage.id, name: outage.name, why });
      continue;
    }
    for (const name of subjectsOf(outage, rules)) {
      rows.push({
        id: `${outage.id}/${name}`.slice(0, 200),
        subject: { kind: rules.kind, name },
        kind: outage.kind,
        fault: rules.vendor === null ? 'own' : 'vendor',
        vendor: rules.vendor,
        share: '1',
        from: toRfc3339(outage.from),
        to: outage.to === null ? null : toRfc3339(outage.to),
        cause: outage.name.trim().slice(0, longestWords),
        causeKind: null,
        summary: outage.summary.slice(0, longestWords),
      });
    }
  }
  return { rows, leftOut };
}

function refusal(outage: PageOutage, rules: StatuspageRules): string | null {
  if (outage.kind === 'unplanned' && !meetsSeverity(outage.impact, rules.severity)) return `impact ${outage.impact}`;
  if (outage.to !== null && outage.to <= outage.from) return 'ended when it began';
  return subjectsOf(outage, rules).length === 0 ? 'names no component' : null;
}

function subjectsOf({ components }: PageOutage, rules: StatuspageRules): string[] {
  if (components.length === 0) return rules.whole === null ? [] : [rules.whole];
  return [...new Set(components.map((name) => catalogueName(name, rules)).filter((name) => name !== null))];
}
