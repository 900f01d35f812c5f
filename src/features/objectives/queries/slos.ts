import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type MoneyView, showsMoney } from '../../access/money-view.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import type { EventValue } from '../../impact/event-value.ts';
import type { Book, Objective } from '../slo/book.ts';
import { historyOf, rulesOf } from '../slo/history.ts';
import { type RowFacts, rowOf } from '../slo/objective-row.ts';
import { type Brief, briefsOf, countsOf } from '../slo/order.ts';
import { bytesOf } from '../slo/totals.ts';
import type { ObjectivePage, ObjectivesAnswer, ObjectivesQuery } from '../slo-contract.ts';
import { burnAlertsOf } from './burn-alerts.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  impact: { eventValue(process: string): EventValue | null };
  now(): EpochMs;
}

/** Minutes without anything complete after which burn rates say nothing of now. */
const silentAfterMs = 3 * minute;

/** What others ask of objectives (SLOs). Everything is held in memory, as the last completed tick left it; alerts are records. */
export function sloQueries({ records, catalog, impact, now }: Deps) {
  let book: Book | null = null;
  let asOf: EpochMs | null = null;
  let briefs: Brief[] | null = null;

  const sorted = (): Brief[] => {
    briefs ??= book === null ? [] : briefsOf(book);
    return briefs;
  };

  /** The product that the money of an objective belongs to. */
  function productOf({ plan }: Objective): string | null {
    const { rule, subject } = plan;
    const counted =
      rule?.reading.kind === 'ratio' && rule.reading.total.of === 'events' ? rule.reading.total.process : null;
    const process = counted ?? (subject?.kind === 'process' ? subject.name : null);
    return process === null ? null : (processNamed(catalog(), process)?.spec.product ?? null);
  }

  function facts(view: MoneyView): RowFacts {
    const showsIt = (objective: Objective): boolean => showsMoney(view, productOf(objective));
    return { now: now(), silentAfterMs, eventValue: impact.eventValue, showsMoney: showsIt };
  }

  /** Whether there is money of it that is not shown. */
  function hides(objective: Objective, view: MoneyView): boolean {
    const { rule } = objective.plan;
    const hasMoney = rule?.reading.kind === 'ratio' && rule.reading.total.of === 'events';
    return hasMoney && !showsMoney(view, productOf(objective));
  }

  /** Throws ProductError `not_found`, with the nearest name, where no objective bears this one. */
  function named(name: string): { book: Book; objective: Objective } {
    const objective = book?.objectives.find(({ plan }) => plan.name === name);
    if (book && objective) return { book, objective };
    const names = book?.objectives.map(({ plan }) => plan.name) ?? [];
    throw new ProductError('not_found', `No objective has this name${didYouMean(name, names) || '.'}`);
  }

  return {
    /** Replaces what is answered; `at`: end of the last complete minute of any objective, null before the first. */
    keep(next: Book, at: EpochMs | null): void {
      book = next;
      asOf = at;
      briefs = null;
    },

    /** A page of objectives, most urgent first. ProductError `bad_input` on a cursor that names no objective. */
    list(query: z.output<typeof ObjectivesQuery>, view: MoneyView): ObjectivesAnswer {
      const all = sorted();
      const wanted = all.filter((one) => isWanted(one, query));
      const begin =
        query.cursor === undefined ? 0 : wanted.findIndex((one) => one.objective.plan.name === query.cursor) + 1;
      if (query.cursor !== undefined && begin === 0) {
        throw new ProductError('bad_input', 'The cursor names no objective of this list; begin again without it.');
      }
      const page = wanted.slice(begin, begin + query.limit);
      const rowFacts = facts(view);
      return {
        asOf: asOf === null ? null : toRfc3339(asOf),
        objectives: book === null ? [] : page.map(({ objective }) => rowOf(book!, objective, rowFacts)),
        next: begin + query.limit < wanted.length ? page.at(-1)!.objective.plan.name : null,
        counts: countsOf(all),
        moneyHidden: page.some(({ objective }) => hides(objective, view)),
      };
    },

    /** One objective with its past. ProductError `not_found` on an unknown name. */
    async page(name: string, view: MoneyView): Promise<ObjectivePage> {
      const found = named(name);
      const alerts = await burnAlertsOf(records, name);
      return {
        ...rowOf(found.book, found.objective, facts(view)),
        asOf: asOf === null ? null : toRfc3339(asOf),
        history: historyOf(found.book, found.objective, now()),
        rules: rulesOf(found.objective),
        alerts: alerts.map(({ severity, from, to, longMinutes }) => ({
          ...{ severity, longMinutes, from: toRfc3339(from) },
          to: to === null ? null : toRfc3339(to),
        })),
        moneyHidden: hides(found.objective, view),
      };
    },

    /** What burns now: each objective with its subject, the gravest severity and since when. */
    burning(): {
      objective: string;
      subject: Objective['plan']['subject'];
      severity: 'page' | 'ticket';
      since: EpochMs;
    }[] {
      return sorted()
        .filter(({ isBurning }) => isBurning)
        .map(({ objective: { plan, place } }) => {
          const { burns } = book!;
          const lasting = plan.burns.flatMap(({ severity }, index) => {
            const since = burns.since[burns.first[place]! + index]!;
            return since > 0 ? [{ severity, since }] : [];
          });
          const severity = lasting.some((one) => one.severity === 'page') ? 'page' : 'ticket';
          return {
            objective: plan.name,
            subject: plan.subject,
            severity,
            since: Math.min(...lasting.map((one) => one.since)),
          };
        });
    },

    /** What is left of each measured budget as share, by name; those of which nothing is known are left out. */
    remaining(): { objective: string; left: number }[] {
      return sorted().flatMap(({ objective, left }) =>
        left === null ? [] : [{ objective: objective.plan.name, left }],
      );
    },

    /** Objectives that are measured, and bytes that their totals take. */
    size(): { objectives: number; bytes: number } {
      return { objectives: book?.measured.length ?? 0, bytes: book === null ? 0 : bytesOf(book.totals) };
    },
  };
}
export type SloQueries = ReturnType<typeof sloQueries>;

function isWanted(
  { objective: { plan }, state, isBurning }: Brief,
  { only, service, q }: z.output<typeof ObjectivesQuery>,
) {
  if (only === 'burning' ? !isBurning : only !== undefined && state !== only) return false;
  if (service !== undefined && plan.service !== service) return false;
  const text = `${plan.name} ${plan.displayName} ${plan.service}`.toLowerCase();
  return q === undefined || text.includes(q.toLowerCase());
}
