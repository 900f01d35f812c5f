import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, displayName, processNamed } from '../../catalog/catalog.ts';
import type { Decision, Side } from '../decisions/decision-contract.ts';
import { productManagerOf } from '../decisions/decision-signing.ts';
import {
  askedOf,
  leftAtMost,
  nextOf,
  ranksOf,
  type WorkshopState,
  type WorkshopStep,
  workshopState,
} from './workshop.ts';
import type { Workshop, WorkshopProcess } from './workshop-contract.ts';
import { levelFrom } from './workshop-rule.ts';

/** A workshop as it is kept: how it began, and everything that was done in it since. */
export interface WorkshopRecord {
  id: string;
  title: string;
  participants: string[];
  processes: string[];
  startedAt: EpochMs;
  startedByName: string;
  steps: readonly (WorkshopStep & { at: EpochMs })[];
}

/** The version of a workshop, its ETag: rises with each step, also with one that takes another back. */
export const versionOf = ({ steps }: Pick<WorkshopRecord, 'steps'>): number => steps.length + 1;

/** As it is shown. `catalog` is that of the closing, or of now; `decisions` those that came from it. */
export function shownWorkshop(
  record: WorkshopRecord,
  catalog: Catalog,
  decisions: readonly Decision[],
  maySign: Side[],
): Workshop {
  const state = workshopState(record.processes, record.steps);
  const ranks = ranksOf(state);
  return {
    id: record.id,
    title: record.title,
    participants: record.participants,
    state: state.closedAt === null ? 'open' : 'closed',
    startedAt: toRfc3339(record.startedAt),
    startedBy: record.startedByName,
    closedAt: state.closedAt === null ? null : toRfc3339(state.closedAt),
    processes: record.processes.map((name) => ({
      ...shownProcess(name, catalog, state),
      rank: ranks.get(name) ?? null,
      decision: decisions.find(({ process }) => process === name) ?? null,
    })),
    comparisons: [...state.comparisons],
    next: nextOf(state),
    asked: askedOf(state),
    leftAtMost: leftAtMost(state),
    maySign,
    version: versionOf(record),
  };
}

function shownProcess(
  name: string,
  catalog: Catalog,
  state: WorkshopState,
): Omit<WorkshopProcess, 'rank' | 'decision'> {
  const document = processNamed(catalog, name);
  const answers = state.answers.get(name) ?? new Map();
  const proposed = levelFrom(answers);
  return {
    name,
    displayName: document === undefined ? name : displayName(document),
    description: document?.metadata.description ?? null,
    product: document?.spec.product ?? null,
    productManager: productManagerOf(catalog, name),
    currentLevel: document?.spec.level ?? null,
    answers: [...answers].map(([question, answer]) => ({ question, answer })),
    proposedLevel: proposed?.level ?? null,
    because: proposed?.because ?? null,
    settled: state.settled.get(name) ?? null,
  };
}
