/** Catalogue documents made in code, as reading files gives them. */
import { ComponentSpec } from '../../src/features/catalog/component.ts';
import type { Dependency } from '../../src/features/catalog/dependency.ts';
import type { Document } from '../../src/features/catalog/document.ts';
import { ProcessSpec } from '../../src/features/catalog/process.ts';

const at = { file: 'made.yaml', line: 1, column: 1 };
const apiVersion = 'waga/v1';

/** A component; what is left out is as in a file. */
export function component(name: string, spec: Partial<ComponentSpec>): Document<ComponentSpec> {
  return { apiVersion, kind: 'Component', metadata: { name }, spec: ComponentSpec.parse(spec), at };
}

/** A process that is worth so much an hour in PLN. */
export function process(
  name: string,
  dependsOn: readonly Dependency[],
  { perHour = '1000.00', level = 'critical' as ProcessSpec['level'] } = {},
): Document<ProcessSpec> {
  const spec = ProcessSpec.parse({
    level,
    timeZone: 'Europe/Warsaw',
    steps: ['completed'],
    kpi: 'completed',
    value: { perHour, currency: 'PLN' },
    thresholds: { partial: '0.20', total: '0.40' },
    dependsOn,
  });
  return { apiVersion, kind: 'Process', metadata: { name }, spec, at };
}
