import { z } from 'zod';
import type { Document } from '../document.ts';
import type { Kind, Path, Problem } from '../kind.ts';
import { unknownReferences } from '../references.ts';
import { AlertConditionSpec, AlertNotificationTargetSpec, AlertPolicySpec } from './alerts.ts';
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

/** What every document says: the references that lead nowhere, what is not used, and that nothing is measured by it. */
function relate(document: Document, all: readonly Document[]): Problem[] {
  const references = referencesIn(document).flatMap(({ kind, ...reference }) =>
    unknownReferences(all, `${openSlo.prefix}${kind}`, [reference], 'warning'),
  );
  return [keptOnly(document), ...references, ...unsupportedFields(document)];
}

function keptOnly({ kind }: Document): Problem {
  const word = kind.slice(openSlo.prefix.length);
  const message = `the ${word} is kept as it is; this version measures and alerts by Measure documents only`;
  return { code: 'kept_only', severity: 'info', message, path: ['kind'] };
}

/** A service is the component or process of its name; an objective may name these directly as well. */
function relateService(document: Document, all: readonly Document[]): Problem[] {
  const { name } = document.metadata;
  const known = subjectOfService(all, name) !== null;
  const message = `no Component or Process is named ${name}: the service is related to nothing`;
  const path = ['metadata', 'name'];
  const unrelated: Problem = { code: 'unrelated', severity: 'info', message, path, absence: true };
  return [...unsupportedFields(document), ...(known ? [] : [unrelated])];
}

function relateSlo(document: Document<SloSpec>, all: readonly Document[]): Problem[] {
  const name = document.spec.service;
  const related = subjectOfService(all, name) !== null;
  const path: Path = ['spec', 'service'];
  const services = related ? [] : unknownReferences(all, `${openSlo.prefix}Service`, [{ name, path }], 'warning');
  return [...relate(document, all), ...services];
}

const kind = (word: string, spec: z.ZodType, says: Kind['relate'] = relate): Kind => ({
  kind: `${openSlo.prefix}${word}`,
  spec,
  format: openSlo,
  relate: says,
});

/** The seven kinds of OpenSLO v1. */
export const openSloKinds: readonly Kind[] = [
  kind('DataSource', DataSourceSpec),
  kind('Service', ServiceSpec, relateService),
  kind('SLI', SliSpec),
  kind('SLO', SloSpec, relateSlo as Kind['relate']),
  kind('AlertPolicy', AlertPolicySpec),
  kind('AlertCondition', AlertConditionSpec),
  kind('AlertNotificationTarget', AlertNotificationTargetSpec),
];
