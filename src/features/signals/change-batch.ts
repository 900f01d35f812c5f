import type { EpochMs } from '../../maths/instants.ts';
import type { Writer } from '../access/writer.ts';
import { refusalOf } from './business-event.ts';
import { type Change, ChangeRow, senderIdOf } from './change.ts';
import { timeProblem } from './event-rules.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import type { Row } from './row.ts';
import { countedEnvironment } from './series-names.ts';
import { componentProblem, environmentProblem, processProblem } from './writer-rules.ts';

/** What the judgement of changes needs to know. */
export interface ChangeContext {
  writer: Writer;
  /** Names that the catalogue declares. */
  known: { processes: ReadonlySet<string>; components: ReadonlySet<string> };
  /** What the source may speak of; null sets no limit. */
  source: { processes: ReadonlySet<string> | null; components: ReadonlySet<string> | null };
  now: EpochMs;
  retentionMs: number;
}

/** Judges each row on its own: the good changes, and why the others are refused. */
export function judgeChanges(
  rows: readonly Row[],
  context: ChangeContext,
): { changes: Change[]; rejected: (Refusal & { index: number })[] } {
  const changes: Change[] = [];
  const rejected: (Refusal & { index: number })[] = [];
  rows.forEach((row, index) => {
    const judged = row.refusal ?? judgeChange(row.value, context);
    if (isRefusal(judged)) rejected.push({ index, code: judged.code, message: judged.message });
    else changes.push(judged);
  });
  return { changes, rejected };
}

function judgeChange(value: unknown, context: ChangeContext): Change | Refusal {
  const parsed = ChangeRow.safeParse(value);
  if (!parsed.success) return refusalOf(parsed.error);
  const { id, kind, title, component, process, version, by, url } = parsed.data;
  const environment = parsed.data.environment ?? countedEnvironment;
  const refusal = nameProblem({ component, process, environment }, context);
  if (refusal !== null) return refusal;
  const at = Date.parse(parsed.data.at);
  const late = timeProblem(at, context.now, context.retentionMs);
  if (late !== null) return late;
  const change = {
    kind,
    at,
    title,
    component: component ?? null,
    process: process ?? null,
    environment,
    version: version ?? null,
    by: by ?? null,
    url: url ?? null,
  };
  return { senderId: senderIdOf(id, change), ...change };
}

interface Named {
  component?: string | null | undefined;
  process?: string | null | undefined;
  environment: string;
}

/** The writer's own limits are asked first, so that their refusal tells nothing of the catalogue. */
function nameProblem({ component, process, environment }: Named, context: ChangeContext): Refusal | null {
  const { writer, known, source } = context;
  const notWriters =
    environmentProblem(writer, environment) ??
    (component == null ? null : componentProblem(writer, component)) ??
    (process == null ? null : processProblem(writer, process));
  if (notWriters !== null) return notWriters;
  if (component != null && !known.components.has(component)) {
    return refuse('unknown_component', 'component: expected one that the catalogue declares');
  }
  if (process != null && !known.processes.has(process)) {
    return refuse('unknown_process', 'process: expected one that the catalogue declares');
  }
  if (component != null && source.components?.has(component) === false) {
    return refuse('not_yours', 'component: the source does not name it among its components');
  }
  if (process != null && source.processes?.has(process) === false) {
    return refuse('not_yours', 'process: the source does not name it among its processes');
  }
  return null;
}
