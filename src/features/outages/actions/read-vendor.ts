import type { Kysely } from 'kysely';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, hour } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import type { Document } from '../../catalog/document.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { readingOf } from '../queries/vendor-told.ts';
import { Statuspage } from '../statuspage.ts';
import { saysNow } from '../told/says-now.ts';
import type { Told, ToldPlace } from '../told/told.ts';
import { toldByCalendar } from '../told/told-by-calendar.ts';
import { toldByPage } from '../told/told-by-page.ts';
import { keepTold, type NewCopies, type ReadVendor } from './keep-told.ts';

export interface ReadVendorDeps {
  records: Kysely<Tables>;
  outgoing: Outgoing;
  now(): EpochMs;
}

const mostBytes = 2_000_000;
const timeoutMs = 20_000;
/** A rule brings new windows while the file stays the same, so it is read whole so often at least. */
const wholeMs = 6 * hour;

/**
 * Reads what a vendor tells in one place and keeps it. What cannot be read leaves the last good copy standing, file by file, with since
 * when and why. What the other side answered is never part of the reason.
 */
export async function readVendor(
  deps: ReadVendorDeps,
  vendor: Document<VendorSpec>,
  what: ToldPlace,
  signal: AbortSignal,
): Promise<ReadVendor> {
  const { name } = vendor.metadata;
  const { url } = (what === 'calendar' ? vendor.spec.calendar : vendor.spec.statusPage)!;
  const before = await readingOf(deps.records, name, what);
  const marks = before?.url === url ? before.marks : {};
  const asking: Asking = { deps, signal, marks };
  const copies = what === 'calendar' ? await calendar(asking, vendor, url) : await page(asking, vendor, url);
  if (signal.aborted) return { reason: null, windows: false };
  return keepTold(deps, { vendor: name, what, url }, copies);
}

interface Asking {
  deps: ReadVendorDeps;
  signal: AbortSignal;
  marks: Readonly<Record<string, string>>;
}

async function page(asking: Asking, { spec }: Document<VendorSpec>, url: string): Promise<NewCopies> {
  const copies: NewCopies = { told: {}, says: undefined, marks: {}, reasons: [] };
  const site = url.replace(/\/+$/, '');
  const toldIn = (text: string): Told[] => toldByPage(parsed(Statuspage, text));
  await file(asking, copies, `${site}/api/v2/incidents.json`, 'incidents.json', (text) => {
    copies.told.incident = toldIn(text);
  });
  await file(asking, copies, `${site}/api/v2/scheduled-maintenances.json`, 'scheduled-maintenances.json', (text) => {
    copies.told.maintenance = toldIn(text);
  });
  await file(asking, copies, `${site}/api/v2/summary.json`, 'summary.json', (text) => {
    copies.says = saysNow(parsed(z.unknown(), text), Object.keys(spec.statusPage?.components ?? {}));
  });
  return copies;
}

async function calendar(asking: Asking, { spec }: Document<VendorSpec>, url: string): Promise<NewCopies> {
  const copies: NewCopies = { told: {}, says: undefined, marks: {}, reasons: [] };
  const at = asking.deps.now();
  const turn = String(Math.floor(at / wholeMs));
  const known = asking.marks.turn === turn ? asking : { ...asking, marks: {} };
  await file(known, copies, url, 'calendar', (text) => {
    const period = { from: at - 31 * day, to: at + 92 * day };
    copies.told.maintenance = toldByCalendar(text, period, spec.calendar!.timeZone ?? null);
    copies.marks.turn = turn;
  });
  return copies;
}

/** Asks for one file, and says no more than why where it does not come, or is not what was expected. */
async function file(
  { deps, signal, marks }: Asking,
  copies: NewCopies,
  url: string,
  name: string,
  take: (text: string) => void,
): Promise<void> {
  const accept = name === 'calendar' ? 'text/calendar' : 'application/json';
  const known = marks[name];
  const headers = { accept, ...(known === undefined ? {} : { 'if-none-match': known }) };
  const purpose = name === 'calendar' ? 'vendor calendar' : 'vendor status page';
  try {
    const answer = await deps.outgoing.request({ purpose, url, headers, maxBytes: mostBytes, timeoutMs, signal });
    if (answer.status === 304 && known !== undefined) return;
    if (answer.status !== 200) throw new ProductError('outbound_failed', `it answered ${answer.status}`);
    take(answer.body.toString('utf8'));
    const { etag } = answer.headers;
    copies.marks[name] = etag !== undefined && etag.length <= longestMark ? etag : null;
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    copies.reasons.push(`${name}: ${error.message}`);
  }
}

const longestMark = 200;

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProductError('outbound_failed', 'what came is no JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join('.') ?? '';
  throw new ProductError('outbound_failed', `what came is no status page${place === '' ? '' : ` (at ${place})`}`);
}
