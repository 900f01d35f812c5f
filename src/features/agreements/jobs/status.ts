import type { Kysely } from 'kysely';
import { bucketStart, day, type EpochMs, minute } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import type { StatusBook } from '../queries/status-book.ts';
import { postsMark, statusPosts } from '../queries/status-posts.ts';
import { daysShown } from '../status/day-bars.ts';
import { statusModel } from '../status/make-model.ts';
import { pageOf } from '../status/public-outage.ts';

interface Deps {
  records: Kysely<Tables>;
  measurements: Measurements;
  catalog: () => Catalog;
  outages: Pick<OutageQueries, 'list' | 'one' | 'head'>;
  status: StatusBook;
  log: { warn(fields: object, message: string): void };
}

/**
 * Makes the status page when something of it changed, and once a minute. While a store does not answer the page stays as it was, and says
 * as of when it is.
 */
export function statusJob({ records, measurements, catalog, outages, status, log }: Deps) {
  let made: string | null = null;
  let firstMeasured = new Map<string, EpochMs>();
  let measuredAt = Number.NEGATIVE_INFINITY;

  /** It hardly changes once it is known of all. Where only this store is down, the page goes on with what was known. */
  async function lookAtMeasured(now: EpochMs): Promise<void> {
    const isKnown = pageOf(catalog())!.show.every(({ process: name }) => firstMeasured.has(name));
    if (isKnown && now - measuredAt < 10 * minute) return;
    try {
      const subjects = await measurements.ask({ ask: 'hourSubjects' });
      const firsts = subjects.flatMap(({ subject, firstMeasured: at }): [string, EpochMs][] =>
        at === null || !subject.startsWith('process:') ? [] : [[subject.slice('process:'.length), at]],
      );
      firstMeasured = new Map(firsts);
      measuredAt = now;
    } catch (error) {
      log.warn({ err: error }, 'the status page is made without asking since when is measured');
    }
  }

  async function run(now: EpochMs): Promise<void> {
    if (pageOf(catalog()) === null) {
      if (status.model() !== null) await status.take(null);
      made = null;
      return;
    }
    const { line, hash } = await outages.head();
    const mark = `${revisionOf(catalog())} ${line} ${hash} ${await postsMark(records)} ${bucketStart(now, minute)}`;
    if (mark === made) return;
    await lookAtMeasured(now);
    const posts = await statusPosts(records);
    const recent = await outages.list({ from: now - (daysShown + 1) * day });
    const known = new Set(recent.map(({ id }) => id));
    const older = new Set(posts.map(({ outage }) => outage).filter((id) => !known.has(id)));
    const told = await Promise.all([...older].map((id) => outages.one(id)));
    const all = [...recent, ...told.filter((one) => one !== null)];
    await status.take(statusModel({ catalog: catalog(), outages: all, posts, firstMeasured, now }));
    made = mark;
  }

  return { name: 'status', run };
}
