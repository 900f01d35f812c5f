import type { Document } from '../../catalog/document.ts';
import type { Path, Problem } from '../../catalog/kind.ts';
import { unknownReferences } from '../../catalog/references.ts';
import type { RunbookSpec, RunbookStep, UndoAction } from './runbook.ts';

/** What a runbook says of other documents. */
export function relateRunbook({ spec }: Document<RunbookSpec>, all: readonly Document[]): Problem[] {
  const named = (names: readonly string[], path: Path) =>
    names.map((name, index) => ({ name, path: [...path, index] }));
  const actions = spec.steps.flatMap((step, index): { action: RunbookStep | UndoAction; path: Path }[] => {
    const path: Path = ['spec', 'steps', index];
    return [{ action: step, path }, ...(step.undo ? [{ action: step.undo, path: [...path, 'undo'] }] : [])];
  });
  const switches = actions.flatMap(({ action, path }) =>
    action.do === 'switch' ? [{ name: action.switch, path: [...path, 'switch'] }] : [],
  );
  const channels = actions.flatMap(({ action, path }) =>
    action.do === 'message' ? named(action.channels, [...path, 'channels']) : [],
  );
  return [
    ...unknownReferences(all, 'Process', named(spec.processes, ['spec', 'processes'])),
    ...unknownReferences(all, 'Component', named(spec.components, ['spec', 'components'])),
    ...unknownReferences(all, 'Switch', switches),
    ...unknownReferences(all, 'Channel', channels),
    ...neverStarts(spec),
  ];
}

/** Incidents of a class that none of its processes and components can have. */
function neverStarts({ startsWith, processes, components }: RunbookSpec): Problem[] {
  const path = ['spec', 'startsWith', 'classes'];
  const unmet = (startsWith?.classes ?? []).filter(
    (one) => processes.length === 0 && (one !== 'technical' || components.length === 0),
  );
  return unmet.map((one) => ({
    code: 'bad_value',
    severity: 'error',
    message: `it would never start with ${one}: expected ${one === 'technical' ? 'processes or components' : 'processes'} that it is for`,
    path,
  }));
}
