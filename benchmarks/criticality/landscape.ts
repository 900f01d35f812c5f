/**
 * Pretend companies of any size, with all kinds of dependencies. `domains` is the usual one: each domain has its own services
 * in four layers, calls its neighbours mostly in ways it can do without, and stands on a shared platform. `tangle` is the
 * worst: everybody calls anybody further down, so that each process cannot do without most of the company.
 */
import type { Dependency } from '../../src/features/catalog/dependency.ts';
import type { Document } from '../../src/features/catalog/document.ts';
import { type Random, seededRandom } from '../../src/maths/random.ts';
import { component, process } from './documents.ts';

export interface Size {
  components: number;
  edges: number;
  processes: number;
}

const availabilities = ['0.999', '0.9995', '0.9999', '0.99', '0.99995', '0.9998'];
const levels = ['critical', 'important', 'standard', 'supporting'] as const;
const name = (at: number): string => `service-${at}`;

/** Who calls whom: the number of the one called is larger, so there is no cycle. */
interface Call {
  from: number;
  to: number;
  /** How likely the call is hard; the rest is soft, async and, where the one called may have a twin, redundant. */
  hard: number;
}

function tangled(random: Random, components: number): Call {
  const from = random.integer(0, components - 2);
  const near = from + 1 + random.integer(0, Math.min(120, components - from - 2));
  const platform = components - 1 - random.integer(0, Math.min(19, components - from - 2));
  return { from, to: random.uniform() < 0.15 ? platform : near, hard: 0.6 };
}

const platformSize = (components: number): number => Math.floor(components / 16);
const domainSize = 47;
const layer = 12;

function inDomains(random: Random, components: number): Call {
  const own = components - platformSize(components);
  const from = random.integer(0, own - 1);
  const kind = random.uniform();
  if (kind < 0.15) return { from, to: own + random.integer(0, platformSize(components) - 1), hard: 0.7 };
  const domain = Math.floor(from / domainSize) * domainSize;
  const end = Math.min(own, domain + domainSize);
  if (kind < 0.3 && end < own) return { from, to: random.integer(end, own - 1), hard: 0.1 };
  // one or two layers down
  const below = domain + layer * (Math.floor((from - domain) / layer) + 1);
  if (below >= end) return { from, to: own + random.integer(0, platformSize(components) - 1), hard: 0.7 };
  return { from, to: random.integer(below, Math.min(end - 1, below + 2 * layer)), hard: 0.65 };
}

/** The catalogue of a company; equal seeds give equal ones. */
export function landscape(
  kind: 'domains' | 'tangle',
  { components, edges, processes }: Size,
  seed: number,
): Document[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[random.integer(0, items.length - 1)]!;
  const dependsOn = Array.from({ length: components }, (): Dependency[] => []);
  const next = kind === 'domains' ? inDomains : tangled;
  const isLeaf = (at: number): boolean => at >= components - platformSize(components) || at % domainSize >= 3 * layer;
  for (let left = edges; left > 0; ) {
    const { from, to, hard } = next(random, components);
    const spare = kind === 'domains' && !isLeaf(to) ? 0 : 0.25;
    const target = name(to);
    const chance = random.uniform();
    const rest = (chance - hard) / (1 - hard);
    left -= rest >= 1 - spare ? 2 : 1;
    if (rest < 0) dependsOn[from]!.push({ component: target });
    else if (rest < (1 - spare) * 0.7) {
      dependsOn[from]!.push({ component: target, mode: 'soft', share: pick(['0.02', '0.06', '0.10', '0.30']) });
    } else if (rest < 1 - spare) dependsOn[from]!.push({ component: target, mode: 'async', bufferMinutes: 30 });
    else {
      // two of the same: replicas of a store, two providers
      const pair = to - (to % 2) > from ? to - (to % 2) : Math.min(to, components - 2);
      dependsOn[from]!.push({ anyOf: [{ component: name(pair) }, { component: name(pair + 1) }] });
    }
  }
  const perDomain = kind === 'domains' ? domainSize : components;
  const tops = (at: number): number =>
    Math.min((at * domainSize) % (components - 2 * platformSize(components)), components - 1);
  return [
    ...dependsOn.map((dependencies, at) =>
      component(name(at), {
        availability: pick(availabilities),
        level: pick(levels),
        owner: `group:team-${at % 40}`,
        dependsOn: dependencies,
        commonCauses: at % 9 === 0 ? [{ name: `site-${at % 2}`, unavailability: '0.00001' }] : [],
      }),
    ),
    ...Array.from({ length: processes }, (_, at) => {
      const first = kind === 'domains' ? Math.floor(tops(at) / domainSize) * domainSize : 0;
      const among = Math.min(kind === 'domains' ? layer : Math.floor(perDomain / 5), components - first) - 1;
      const used = Array.from({ length: 4 }, () => ({ component: name(first + random.integer(0, among)) }));
      const soft = { component: name(random.integer(0, components - 1)), mode: 'soft' as const, share: '0.06' };
      const perHour = `${random.integer(1, 500)}000.00`;
      return process(`process-${at}`, [...used, soft], { perHour, level: pick(levels) });
    }),
  ];
}
