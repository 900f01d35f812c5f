import type { Writer } from '../access/writer.ts';
import { type Refusal, refuse } from './refusal.ts';
import { countedEnvironment } from './series-names.ts';

/** What a sender says it is, as resource attributes of OTLP or labels of a metric. */
export type Attribute = readonly [name: string, value: string];

/**
 * Under which name a batch is known: that of its writer, the entrance and the key it gave, so that neither two writers nor
 * two entrances, whose answers differ, ever answer for each other.
 */
export function batchKey<Key extends string | undefined>(writer: Writer, entrance: string, key: Key): Key {
  return (key === undefined ? undefined : `${writer.id} ${entrance} ${key}`) as Key;
}

/** Null where the writer may write this process. Asked before the catalogue is, so that a refusal tells nothing of it. */
export function processProblem({ processes }: Writer, process: string): Refusal | null {
  if (processes === null || processes.has(process)) return null;
  return refuse('not_yours', `process: this token may write ${list(processes)}`);
}

/** Null where the writer may write this environment; one that is not named is `production`. */
export function environmentProblem({ environments }: Writer, environment: string | null | undefined): Refusal | null {
  if (environments === null || environments.has(environment ?? countedEnvironment)) return null;
  return refuse('not_yours', `environment: this token may write ${list(environments)}`);
}

/** Null where the writer may write this component; one that is not named is nobody's. */
export function componentProblem({ components }: Writer, component: string | null | undefined): Refusal | null {
  if (components === null || (component != null && components.has(component))) return null;
  return refuse('not_yours', `component: this token may write ${list(components)}`);
}

const componentAttributes = ['service.name'];
const environmentAttributes = ['deployment.environment.name', 'deployment.environment'];

/**
 * Null where the writer may write what the attributes name, each of the lists counting (a point's own attributes stand over
 * those of its resource, so both must be the writer's): components by `service.name`, environments by
 * `deployment.environment.name` and its earlier name `deployment.environment`.
 */
export function attributesProblem(writer: Writer, ...lists: (readonly Attribute[])[]): Refusal | null {
  if (writer.components === null && writer.environments === null) return null;
  const named = (names: readonly string[]): (string | undefined)[] => {
    const values = lists.flatMap((list) => list.filter(([name]) => names.includes(name)).map(([, value]) => value));
    return values.length === 0 ? [undefined] : values;
  };
  const problems = [
    ...named(componentAttributes).map((name) => componentProblem(writer, name)),
    ...named(environmentAttributes).map((name) => environmentProblem(writer, name)),
  ];
  return problems.find((problem) => problem !== null) ?? null;
}

const shown = 20;
function list(names: ReadonlySet<string>): string {
  const rest = names.size - shown;
  return names.size === 0 ? 'none' : [...names].slice(0, shown).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
