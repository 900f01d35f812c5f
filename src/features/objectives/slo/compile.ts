import { day, type EpochMs } from '../../../maths/instants.ts';
import { type Fraction, parseRatio } from '../../../maths/ratios.ts';
import type { CalendarSpec } from '../../catalog/calendar.ts';
import { type Catalog, type Document, displayName, documentNamed, documentsOf } from '../../catalog/catalog.ts';
import {
  annotationsOf,
  entriesOf,
  hoursAnnotation,
  timesAnnotation,
  timesOf,
} from '../../catalog/openslo/evaluated.ts';
import type { SloSpec } from '../../catalog/openslo/objective.ts';
import { sliceMinutes } from '../../catalog/openslo/shorthand.ts';
import { subjectOfService } from '../../catalog/openslo/subject.ts';
import { holidayDays } from '../../expectations/holiday-days.ts';
import type { MeasureSpec } from '../../signals/measure.ts';
import { indicatorsOf } from '../indicator.ts';
import { burnRulesOf } from './alert-policies.ts';
import { workbookRules } from './burn-windows.ts';
import { type BusinessHours, usualTimes } from './business-hours.ts';
import { goodMeans, measuresOf } from './good-means.ts';
import type { Slicing, SloPlan, SloRule } from './plan.ts';
import { nominalMinutes, windowRule, windowText } from './window.ts';

/** Every objective of the OpenSLO documents of a catalogue, in its order; those that Waga cannot measure say why. */
export function plansOf(catalog: Pick<Catalog, 'documents'>, now: EpochMs): SloPlan[] {
  const { documents } = catalog;
  const goodByMeasure = new Map(indicatorsOf(catalog as Catalog).map((one) => [one.measure, one.goodMeans]));
  return documentsOf<SloSpec>(documents, 'openslo/SLO').flatMap((document) =>
    entriesOf(document, documents).map(({ index, indicator, reading }) => {
      const objective = document.spec.objectives[index]!;
      const { text, exact } = targetOf(objective);
      const slicing = slicingOf(document.spec, objective);
      const why =
        'why' in reading ? reading.why : exact === null ? `its target ${text} has more than nine places` : null;
      const rule: SloRule | null =
        'why' in reading || exact === null
          ? null
          : {
              ...{ reading, slicing, targetText: text, target: exact },
              measures: specsOf(measuresOf(reading), documents),
              ...timesOfSlo(document, documents, now),
            };
      return {
        ...naming(document, index, objective.displayName),
        ...{ service: document.spec.service, subject: subjectOf(documents, document.spec.service), indicator },
        goodMeans: rule === null ? '' : goodMeans(rule.reading, slicing, (name) => goodByMeasure.get(name) ?? 'good'),
        ...{
          method: document.spec.budgetingMethod,
          targetText: text,
          windowText: windowText(document.spec.timeWindow),
        },
        ...{ rule, why: rule === null ? (why ?? 'it cannot be measured') : null },
        burns: rule === null ? [] : burnsOf(document, documents, rule),
      };
    }),
  );
}

/** What the measures of these names are now. */
function specsOf(names: readonly string[], documents: readonly Document[]): SloRule['measures'] {
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = documentNamed<MeasureSpec>(documents, 'Measure', name);
      return found ? [[name, found.spec]] : [];
    }),
  );
}

function naming(document: Document<SloSpec>, index: number, own: string | null | undefined) {
  const { name } = document.metadata;
  const shown = displayName(document);
  const number = index === 0 ? '' : `#${index + 1}`;
  return {
    name: `${name}${number}`,
    displayName: own ? `${shown}: ${own}` : `${shown}${number === '' ? '' : ` ${number}`}`,
  };
}

function subjectOf(documents: readonly Document[], service: string): SloPlan['subject'] {
  const found = subjectOfService(documents, service);
  if (found === null) return null;
  return 'component' in found ? { kind: 'component', name: found.component } : { kind: 'process', name: found.process };
}

/** The target as decimal text and exactly; a percentage is moved by two places in its text, not divided. */
function targetOf({ target, targetPercent }: SloSpec['objectives'][number]): { text: string; exact: Fraction | null } {
  const text = target === undefined ? movedByTwo(decimal(targetPercent ?? 0)) : decimal(target);
  return { text, exact: parseRatio(text) };
}

/** As it was written: numbers of files have at most a few places, which the shortest text of a number gives back. */
const decimal = (value: number): string =>
  /e/.test(String(value)) ? value.toFixed(12).replace(/0+$/, '') : String(value);

function movedByTwo(text: string): string {
  const [whole = '0', places = ''] = text.split('.');
  const digits = `${whole.padStart(3, '0')}${places}`;
  const moved = `${digits.slice(0, whole.padStart(3, '0').length - 2)}.${digits.slice(whole.padStart(3, '0').length - 2)}`;
  return moved.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '');
}

function slicingOf({ budgetingMethod: method }: SloSpec, objective: SloSpec['objectives'][number]): Slicing {
  if (method === 'Occurrences') return { method };
  const minutes = sliceMinutes(objective.timeSliceWindow ?? 1) ?? 1;
  if (method === 'RatioTimeslices') return { method, minutes };
  return {
    method,
    minutes,
    atLeast: parseRatio(decimal(objective.timeSliceTarget ?? 1)) ?? { numerator: 1, denominator: 1 },
  };
}

function timesOfSlo(
  document: Document<SloSpec>,
  documents: readonly Document[],
  now: EpochMs,
): Pick<SloRule, 'window' | 'hours'> {
  const window = windowRule(document.spec.timeWindow);
  const { [hoursAnnotation]: name, [timesAnnotation]: times } = annotationsOf(document);
  const calendar = name === undefined ? undefined : documentNamed<CalendarSpec>(documents, 'Calendar', name);
  return { window, hours: calendar ? hoursOf(calendar, times, now) : null };
}

function hoursOf({ metadata, spec }: Document<CalendarSpec>, times: string | undefined, now: EpochMs): BusinessHours {
  const year = (at: EpochMs): number => new Date(at).getUTCFullYear();
  const holidays = holidayDays(spec, year(now - 400 * day), year(now + 400 * day));
  const { from, to } = (times === undefined ? null : timesOf(times)) ?? usualTimes;
  return { calendar: metadata.name, timeZone: spec.timeZone, from, to, holidays: new Set(holidays.keys()) };
}

/** Those of its alert policies, where it has some with a burn rate; else the workbook's. */
function burnsOf(document: Document<SloSpec>, documents: readonly Document[], { window }: SloRule) {
  const own = burnRulesOf(document.spec, documents);
  return own.length > 0 ? own : workbookRules(window.rolling ? window.minutes : nominalMinutes(window.span));
}
