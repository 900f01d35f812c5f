import { ProductError } from '../../../errors.ts';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Intake } from '../actions/intake.ts';
import { hasTooManyValues } from '../body-parts.ts';
import { isCloudEvent } from '../cloud-event.ts';
import { type Body, isLines, readBody } from '../event-body.ts';
import { knownProcesses } from '../event-rules.ts';
import type { EventsBody } from '../events-body.ts';
import { scanRulesOf } from '../ndjson/scan-rules.ts';
import type { ScanRules } from '../ndjson/scanned-events.ts';
import type { Headers } from '../row.ts';
import type { Source } from '../source.ts';

/** Rules are made anew after this long, since the time of a row is judged by them. */
const rulesLastMs = 10_000;
/** More writers than these at once have theirs made anew more often. */
const mostRules = 64;

/**
 * How a body of events is read: lines of JSON by the fast reader, everything else, and what that leaves, by the library. Bodies of a
 * source come out in the order in which they went in, however long each takes: a sender may declare complete what it sent just before.
 */
export function eventsReading(intake: Intake) {
  const rulesOf = rulesOfWriters(intake);
  const read = reading(intake, rulesOf);
  const last = new Map<string, Promise<unknown>>();
  return async (bytes: Buffer, headers: Headers, source: Source, writer: Writer): Promise<EventsBody> => {
    const before = last.get(source.name);
    const own = read(bytes, headers, source, writer);
    const both = Promise.allSettled([before, own]);
    last.set(source.name, both);
    await both;
    if (last.get(source.name) === both) last.delete(source.name);
    return own;
  };
}

function reading(intake: Intake, rulesOf: ReturnType<typeof rulesOfWriters>) {
  return async (bytes: Buffer, headers: Headers, source: Source, writer: Writer): Promise<EventsBody> => {
    if (!isLines(headers) || isCloudEvent(headers) || hasTooManyValues(bytes))
      return { rows: rowsOf(readBody(bytes, headers)) };
    const processes = knownProcesses(intake.catalog());
    const read = await intake.readEvents(bytes, rulesOf(source, writer));
    const rows = () => rowsOf(readBody(read.bytes, headers));
    return read.scanned === null ? { rows: rows() } : { scanned: read.scanned, processes, rows };
  };
}

/** The rules of a source and writer, the very same object for as long as they hold, so that a reader is prepared once. */
function rulesOfWriters({ catalog, now, retentionMs, userKey }: Intake) {
  const known = new Map<string, { rules: ScanRules; catalog: Catalog; made: EpochMs }>();
  return (source: Source, writer: Writer): ScanRules => {
    const at = now();
    const name = JSON.stringify([source.name, listOf(writer.processes), listOf(writer.environments)]);
    const kept = known.get(name);
    if (kept?.catalog === catalog() && at >= kept.made && at < kept.made + rulesLastMs) return kept.rules;
    const context = { source, writer, processes: knownProcesses(catalog()), now: at, retentionMs, userKey };
    const rules = scanRulesOf(context);
    // rows at the edge of what is kept are left to the library, which knows the time to the millisecond
    rules.from += minute;
    if (known.size >= mostRules) known.clear();
    known.set(name, { rules, catalog: catalog(), made: at });
    return rules;
  };
}

const listOf = (names: ReadonlySet<string> | null): string[] | null => (names === null ? null : [...names]);

/** The rows of a body. Throws ProductError when it cannot be split into rows at all. */
export function rowsOf(body: Body) {
  if ('rows' in body) return body.rows;
  const code = { too_many_rows: 'too_large', unknown_type: 'unsupported_media', bad_text: 'bad_input' } as const;
  throw new ProductError(code[body.problem], body.message);
}
