import { z } from 'zod';
import type { Document } from '../document.ts';
import type { Kind, Path, Problem } from '../kind.ts';
import { unknownReferences } from '../references.ts';
import { AlertConditionSpec, AlertNotificationTargetSpec, AlertPolicySpec } from './alerts.ts';
import { entriesOf, readingOf } from './evaluated.ts';
import { Description } from './fields.ts';
import { openSlo } from './format.ts';
import { SliSpec } from './indicator.ts';
import { SloSpec } from './objective.ts';
import { referencesIn } from './references-in.ts';
import { subjectOfService } from './subject.ts';
import { unsupportedFields } from './unsupported.ts';

const DataSourceSpec = z.strictObject({
  description: Description,
  type: z.string().min(1),
  connectionDetails: z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))]).nullish(),
});

const ServiceSpec = z.strictObject({ description: Description });

/** What every document says: the references that lead nowhere, and what is not used. */
function relate(document: Document, all: readonly Document[]): Problem[] {
  const references = referencesIn(document).flatMap(({ kind, ...reference }) =>
    unknownReferences(all, `${openSlo.prefix}${kind}`, [reference], 'warning'),
  );
  return [...references, ...unsupportedFields(document, all)];
}

/** Of what Waga has nothing to do with: where data come from and whom alerts reach is said elsewhere. */
const relateUnused =
  (why: string): Kind['relate'] =>
  (document, all) => [keptOnly(document, why), ...relate(document, all)];

function keptOnly({ kind }: Document, why: string, path: Path = ['kind']): Problem {
  const word = kind.slice(openSlo.prefix.length);
  return { code: 'kept_only', severity: 'info', message: `the ${word} is kept as it is: ${why}`, path };
}

/** An indicator by itself has no limit yet: what its objective adds is put in its place. */
function relateSli(document: Document<SliSpec>, all: readonly Document[]): Problem[] {
  const reading = readingOf(all, document.spec, { op: 'lte', value: 1 });
  return [
    ...('why' in reading ? [keptOnly(document, `nothing is measured by it, as ${reading.why}`)] : []),
    ...relate(document, all),
  ];
}

/** A service is the component or process of its name; an objective may name these directly as well. */
function relateService(document: Document, all: readonly Document[]): Problem[] {
  const { name } = document.metadata;
  const known = subjectOfService(all, name) !== null;
  const message = `no Component or Process is named ${name}: the service is related to nothing`;
  const path = ['metadata', 'name'];
  const unrelated: Problem = { code: 'unrelated', severity: 'info', message, path, absence: true };
  return [...unsupportedFields(document, all), ...(known ? [] : [unrelated])];
}

function relateSlo(document: Document<SloSpec>, all: readonly Document[]): Problem[] {
  const name = document.spec.service;
  const related = subjectOfService(all, name) !== null;
  const path: Path = ['spec', 'service'];
  const services = related ? [] : unknownReferences(all, `${openSlo.prefix}Service`, [{ name, path }], 'warning');
  const kept = entriesOf(document, all).flatMap(({ index, reading }) =>
    'why' in reading
      ? [keptOnly(document, `its objective is not measured, as ${reading.why}`, ['spec', 'objectives', index])]
      : [],
  );
  return [...kept, ...relate(document, all), ...services];
}

const kind = (word: string, spec: z.ZodType, says: Kind['relate'] = relate): Kind => ({
  kind: `${openSlo.prefix}${word}`,
  spec,
  format: openSlo,
  relate: says,
});

/** The seven kinds of OpenSLO v1. */
export const openSloKinds: readonly Kind[] = [
  kind('DataSource', DataSourceSpec, relateUnused('data come from a Source of Waga')),
  kind('Service', ServiceSpec, relateService),
  kind('SLI', SliSpec, relateSli as Kind['relate']),
  kind('SLO', SloSpec, relateSlo as Kind['relate']),
  kind('AlertPolicy', AlertPolicySpec),
  kind('AlertCondition', AlertConditionSpec),
  kind(
    'AlertNotificationTarget',
    AlertNotificationTargetSpec,
    relateUnused('whom an alert reaches is decided by who is on duty'),
  ),
];
