import { type EpochMs, minute } from '../../../maths/instants.ts';
import { type Catalog, type Document, documentsOf } from '../../catalog/catalog.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { type ReadVendorDeps, readVendor } from '../actions/read-vendor.ts';
import type { ToldPlace } from '../told/told.ts';

export interface ReadVendorsDeps extends ReadVendorDeps {
  catalog: () => Catalog;
  /** Reads the catalogue anew, with the windows of planned work that came or went. */
  reload(): Promise<unknown>;
  log: { warn(fields: object, message: string): void };
}

export interface ReadVendorsJob {
  name: string;
  run(now: EpochMs): Promise<void>;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const mostAtOnce = 4;

/**
 * Reads the status pages and calendars of vendors, each as often as its Vendor says. A run only starts what is due, the longest due first,
 * and returns at once, so that one that is slow delays neither the clock nor a page.
 */
export function readVendorsJob(deps: ReadVendorsDeps): ReadVendorsJob {
  const underWay = new Map<string, Promise<void>>();
  const dueAt = new Map<string, EpochMs>();
  /** How often in a row it could not be read. */
  const failed = new Map<string, number>();
  const stopping = new AbortController();

  /** Whether it could be read. */
  async function read(vendor: Document<VendorSpec>, what: ToldPlace): Promise<boolean> {
    const { name } = vendor.metadata;
    try {
      const { reason, windows } = await readVendor(deps, vendor, what, stopping.signal);
      if (reason !== null) deps.log.warn({ vendor: name, what }, reason);
      if (windows) await deps.reload();
      return reason === null;
    } catch (error) {
      deps.log.warn({ vendor: name, what, err: error }, 'what a vendor tells could not be kept');
      return false;
    }
  }

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay.values());
  };
  return {
    name: 'vendor-pages',
    async run(now) {
      const places = placesOf(deps.catalog());
      const keys = new Set(places.map(({ key }) => key));
      for (const key of [...dueAt.keys()].filter((one) => !keys.has(one))) {
        dueAt.delete(key);
        failed.delete(key);
      }
      const due = places
        .filter(({ key }) => !underWay.has(key) && (dueAt.get(key) ?? 0) <= now)
        .sort((a, b) => (dueAt.get(a.key) ?? 0) - (dueAt.get(b.key) ?? 0));
      for (const { key, vendor, what, everyMinutes } of due.slice(0, Math.max(0, mostAtOnce - underWay.size))) {
        if (stopping.signal.aborted) return;
        dueAt.set(key, now + everyMinutes * minute);
        const reading = read(vendor, what).then((isRead) => {
          const times = isRead ? 0 : (failed.get(key) ?? 0) + 1;
          failed.set(key, times);
          // what could not be read is tried again after 1, 2, 4, … minutes, at its usual time at the latest
          if (!isRead) dueAt.set(key, now + Math.min(everyMinutes, 2 ** (times - 1)) * minute);
          underWay.delete(key);
        });
        underWay.set(key, reading);
      }
    },
    settled,
    async stop() {
      stopping.abort();
      await settled();
    },
  };
}

/** Every place that is read; known by its address too, so that another one is read at once. */
function placesOf({ documents }: Catalog) {
  return documentsOf<VendorSpec>(documents, 'Vendor').flatMap((vendor) => {
    const { statusPage, calendar } = vendor.spec;
    const place = (what: ToldPlace, { url, everyMinutes }: { url: string; everyMinutes: number }) => {
      return [{ key: `${vendor.metadata.name}\n${what}\n${url}`, vendor, what, everyMinutes }];
    };
    return [...(statusPage ? place('status-page', statusPage) : []), ...(calendar ? place('calendar', calendar) : [])];
  });
}
