import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { documentsOf, processesOf } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { dutyKinds } from '../../src/features/duty/kinds.ts';
import type { RotationSpec } from '../../src/features/duty/rotation.ts';
import type { ProcessImpact } from '../../src/features/impact/contract.ts';
import { dropOf } from '../../src/features/impact/drop-record.ts';
import { notificationKinds } from '../../src/features/notifications/kinds.ts';
import { ledgerKinds } from '../../src/features/outages/kinds.ts';
import type { Outage } from '../../src/features/outages/outage.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { decide } from '../../src/features/unavailability/decide.ts';
import { factOf } from '../../src/features/unavailability/facts-of.ts';
import type { KeptIncident } from '../../src/features/unavailability/kept-incident.ts';
import { technicalFacts } from '../../src/features/unavailability/technical-facts.ts';
import { triedFacts } from '../../src/features/unavailability/tried-facts.ts';
import { noteUnseen } from '../../src/features/unavailability/unseen.ts';
import { day, toRfc3339 } from '../../src/maths/instants.ts';
import { CountedRequests, measureOf } from './counted-requests.ts';
import { asksForLedger, followLedger } from './follow-ledger.ts';
import type { Scenario } from './parse-scenario.ts';
import type { Seen } from './run-scenario.ts';

/** Something told: of which process, when, and in words such as `page P2 to user:anna`. */
export interface Said {
  at: number;
  process: string;
  words: string;
}

export interface IncidentWorld {
  kept: KeptIncident[];
  said: Said[];
  /** Outages by incident, where a line asks about them. */
  ledger: Record<string, Outage>;
}

/** Incidents of some processes through the same pure decision as the server, on what their minutes came to. */
export class Incidents {
  readonly world: IncidentWorld = { kept: [], said: [], ledger: {} };
  readonly #scenarios: readonly Scenario[];
  readonly #catalog: Catalog;
  readonly #counted: readonly CountedRequests[];
  #unseen = new Map<string, number>();

  constructor(scenarios: readonly Scenario[]) {
    this.#scenarios = scenarios;
    this.#catalog = catalogOf(scenarios);
    this.#counted = scenarios.flatMap(({ start, counted }) => counted.map((one) => new CountedRequests(one, start)));
  }

  /** All that is remembered goes through JSON, and what is not written down is forgotten. */
  restart(): void {
    this.world.kept = JSON.parse(JSON.stringify(this.world.kept)) as KeptIncident[];
    this.world.ledger = JSON.parse(JSON.stringify(this.world.ledger)) as Record<string, Outage>;
    this.#unseen = new Map();
  }

  stepAt(now: number, seen: readonly Seen[]): void {
    const impacts = new Map<string, ProcessImpact>(seen.map(({ stepped: { impact } }) => [impact.process, impact]));
    noteUnseen(this.#unseen, impacts, now);
    const facts = processesOf(this.#catalog).map((process, nth) => {
      const s = this.#scenarios[nth]!;
      const drops = [...seen[nth]!.drops.values()].filter(({ endedAt }) => (endedAt ?? now) > now - day);
      const shown = drops.map((drop) => dropOf(drop, s.level ?? null));
      const unseenSince = this.#unseen.get(s.process) ?? null;
      const fact = factOf(this.#catalog, process, impacts.get(s.process), shown, unseenSince, now);
      const root = s.roots.find(({ from, to }) => now >= from && now < to);
      return root
        ? { ...fact, root: { component: root.component, score: root.score, why: 'named by the line' } }
        : fact;
    });
    const alarms = this.#counted.flatMap((one) => one.alarmsAt(now));
    const technical = technicalFacts(this.#catalog, alarms, now);
    const tried = triedFacts(
      this.#catalog,
      seen.flatMap((one) => one.tried ?? []),
      now,
    );
    const { kept, said } = this.world;
    for (const one of decide({ catalog: this.#catalog, kept, facts, technical, tried, impacts, overrides: [] }, now)) {
      const at = kept.findIndex(({ incident }) => incident.id === one.kept.incident.id);
      const next = { ...one.kept, version: one.kept.version + 1 };
      if (at < 0) kept.push(next);
      else kept[at] = next;
      if (one.saying === null) continue;
      const { kind, person } = one.saying;
      const { shadow } = next.incident;
      const tried = shadow === undefined ? [] : ['shadow', ...(kind === 'closing' ? [] : [next.response.route!.way])];
      const on = shadow === undefined ? [] : ['on', ...one.saying.channels];
      const whom = person ? ['to', person] : [];
      const words = [...(tried.length > 1 ? tried : [...tried, kind]), next.response.route?.name, ...whom, ...on].join(
        ' ',
      );
      said.push({ at: now, process: next.incident.process, words });
    }
    if (!asksForLedger(this.#scenarios)) return;
    const drops = new Map(
      seen.flatMap((one) => [...one.drops.values()]).map((drop) => [drop.id, dropOf(drop, null)] as const),
    );
    followLedger(this.world.ledger, this.#scenarios, { kept, catalog: this.#catalog, drops, seen }, now);
  }
}

/** The catalogue that the timeline speaks of, read as any other: one rotation answers for everything, in office hours. */
function catalogOf(scenarios: readonly Scenario[]): Catalog {
  const { zone } = scenarios[0]!;
  const counted = scenarios.flatMap((s) => s.counted);
  const components = new Set([...scenarios.flatMap(({ standsOn }) => standsOn), ...counted.map((c) => c.component)]);
  const text = [
    ...scenarios.map(
      (s) => `kind: Process
metadata: {name: ${s.process}}
spec:
  level: ${s.level}
  timeZone: ${s.zone}
  steps: [completed]
  kpi: completed
  value: {perEvent: "${s.perEvent}", currency: ${s.currency}}
  thresholds: {partial: "${s.partial}", total: "${s.total}"}
  ${s.lossLimit ? `lossLimit: "${s.lossLimit}"` : ''}
  dependsOn: [${s.standsOn.map((component) => `{component: ${component}}`).join(', ')}]`,
    ),
    ...[...components].map((name) => `kind: Component\nmetadata: {name: ${name}}\nspec: {}`),
    ...scenarios
      .flatMap(({ vendors }) => vendors)
      .map(
        ({ name, components: theirs }) =>
          `kind: Vendor\nmetadata: {name: ${name}}\nspec: {components: [${theirs.join(', ')}], contacts: [{name: Desk, phone: "+48 22 555 01 01"}]}`,
      ),
    ...counted.map(
      (c) => `kind: Measure
metadata: {name: ${measureOf(c)}}
spec:
  class: technical
  component: ${c.component}
  type: availability
  source: counts
  metric: requests
  bad: {status: "5*"}
  objective: {atLeast: "${c.atLeast}", overMinutes: ${c.overMinutes}, floor: ${c.floor}${c.shadow ? `, shadow: {channel: ${c.shadow}}` : ''}}${c.mandatedBy ? `\n  mandatedBy: ${c.mandatedBy}` : ''}`,
    ),
    ...[...new Set(counted.flatMap(({ shadow }) => shadow ?? []))].map(
      (name) =>
        `kind: Channel\nmetadata: {name: ${name}}\nspec: {type: webhook, url: "https://side.example.com", secrets: [side], shadow: true}`,
    ),
    `kind: Source\nmetadata: {name: counts}\nspec: {type: otlp, components: [${[...components].join(', ')}]}`,
    ...scenarios
      .flatMap(({ maintenances }) => maintenances)
      .map(
        ({ name, subject, from, to, mute }) =>
          `kind: Maintenance\nmetadata: {name: ${name}}\nspec: {subjects: [{${subject.replace(':', ': ')}}], from: ${toRfc3339(from)}, to: ${toRfc3339(to)}, mute: ${mute}}`,
      ),
    `kind: Rotation
metadata: {name: all}
spec:
  timeZone: ${zone}
  covers: {processes: [${scenarios.map((s) => s.process).join(', ')}]}
  layers: [{name: week, people: ["user:anna"], since: "2026-01-05T09:00", turn: 1w}]
  escalation: [{afterMinutes: 0, to: {onCall: true}}, {afterMinutes: 10, to: {person: "user:lead"}}]
  repeats: 0`,
  ].map((one) => `apiVersion: waga/v1\n${one}`);
  const { documents, findings } = readFiles(
    [{ path: 'scenario.yaml', text: text.join('\n---\n') }],
    [...catalogKinds, ...signalKinds, ...ledgerKinds, ...dutyKinds, ...notificationKinds],
  );
  const problem = findings.find(({ severity }) => severity === 'error');
  if (problem) throw new Error(problem.message);
  // whom a channel reaches is not told here
  const [rotation] = documentsOf<RotationSpec>(documents, 'Rotation');
  rotation!.spec.channels = ['pager'];
  return { version: 1, appliedAt: 0, documents };
}
