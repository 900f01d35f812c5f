import protobuf from 'protobufjs/light.js';
import type { Writer } from '../../src/features/access/writer.ts';
import { BatchBuilder } from '../../src/features/signals/batch-builder.ts';
import { commonMessages, fields, oneof } from '../../src/features/signals/otlp/proto-fields.ts';
import { SeriesLimit } from '../../src/features/signals/series-limit.ts';
import { defaultSource, type Source, sourceNamed } from '../../src/features/signals/source.ts';
import { decodeTraces } from '../../src/features/signals/traces/decode-protobuf.ts';
import { endWaits } from '../../src/features/signals/traces/pair-spans.ts';
import { addRead, type TracesBody } from '../../src/features/signals/traces/read-traces.ts';
import {
  type ScannedTraces,
  scannedFrom,
  scanRows,
  scanTraces,
} from '../../src/features/signals/traces/scan-traces.ts';
import { ShapeNumbers } from '../../src/features/signals/traces/shape-numbers.ts';
import { TraceDraft } from '../../src/features/signals/traces/trace-draft.ts';
import { TraceMemory } from '../../src/features/signals/traces/trace-memory.ts';
import { differenceOf } from '../fuzz/differential.ts';

/** The messages with some of the fields that senders send and Waga does not read. */
const root = protobuf.Root.fromJSON({
  nested: {
    ...commonMessages,
    Request: fields('*resourceSpans:ResourceSpans=1'),
    ResourceSpans: fields('resource:Resource=1', '*scopeSpans:ScopeSpans=2', 'schemaUrl:string=3'),
    ScopeSpans: fields('scope:Scope=1', '*spans:Span=2', 'schemaUrl:string=3'),
    Span: {
      ...fields(
        ...['traceId:bytes=1', 'spanId:bytes=2', 'traceState:string=3', 'parentSpanId:bytes=4', 'name:string=5'],
        ...['kind:int32=6', 'startTimeUnixNano:fixed64=7', 'endTimeUnixNano:fixed64=8', '*attributes:KeyValue=9'],
        ...['droppedAttributesCount:uint32=10', '*events:Event=11', 'status:SpanStatus=15', 'flags:fixed32=16'],
      ),
      ...oneof('ignored', 'flags'),
    },
    Event: fields('timeUnixNano:fixed64=1', 'name:string=2', '*attributes:KeyValue=3'),
    SpanStatus: fields('message:string=2', 'code:int32=3'),
  },
});
export const wholeMessage = root.lookupType('Request');

export const encoded = (request: object): Buffer =>
  Buffer.from(wholeMessage.encode(wholeMessage.fromObject(request)).finish());

export const everywhere: Writer = { id: 'test', sources: null, processes: null, components: null, environments: null };

/** What a server remembers of traces, without the server. */
class World {
  readonly memory = new TraceMemory();
  readonly #series = new Set<string>();
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  take(body: TracesBody, writer: Writer, now: number) {
    const retentionMs = 86_400_000;
    return this.#change((draft) => addRead(body, { source: this.#source, writer, now, retentionMs, draft }));
  }

  wait(now: number) {
    return this.#change((draft) => endWaits(this.memory.ended(now), draft));
  }

  /** All that a request changes and answers, and what is remembered after it. */
  #change(work: (draft: TraceDraft) => unknown) {
    const builder = new BatchBuilder();
    const limit = new SeriesLimit(this.#source, this.#series);
    const { memory } = this;
    const draft = new TraceDraft(memory, builder, (name) => (name === this.#source.name ? limit : undefined));
    const answer = work(draft);
    const states = draft.states();
    draft.commit();
    for (const { identity } of draft.series) this.#series.add(identity);
    const waiting = [...memory.calling].map(([key, { call, ...rest }]) => {
      const { sender, ...alike } = call;
      const { source, service, environment } = sender;
      return { key, ...alike, ...rest, source, service, environment };
    });
    const remembered = [[...memory.called], memory.carries, memory.counts, memory.waiting, memory.recent.size];
    return { answer, states, batch: builder.build(), series: this.#series, waiting, remembered };
  }
}

/** Names of threads are never used again, as those of Node are not. */
let threads = 0;

/** Two servers that get the same requests, one by the fast way and one by the library's. */
export class TraceWays {
  readonly #fast: World;
  readonly #slow: World;
  /** Of other threads. */
  readonly #threads = [0, 1, 2].map(() => new ShapeNumbers(++threads));
  #turn = 0;
  /** Requests that the fast way read, and those that it left to the library. */
  readonly read = { fast: 0, library: 0, refused: 0 };

  constructor(given: Partial<Source> = {}) {
    const standard = sourceNamed({ version: 0, appliedAt: 0, documents: [] }, defaultSource)!;
    const source = { ...standard, name: 'otlp', seriesLimit: 200, ...given };
    this.#fast = new World(source);
    this.#slow = new World(source);
  }

  /** Where the two ways differ in answering to these bytes; null where they do not. */
  differ(bytes: Buffer, now: number, writer: Writer = everywhere): string | null {
    const scanned = this.#scanned(bytes);
    const request = decoded(bytes);
    if (request === null) {
      this.read.refused += 1;
      return scanned === null ? null : 'the fast way reads what the library refuses';
    }
    this.read[scanned === null ? 'library' : 'fast'] += 1;
    const slow = this.#slow.take(request, writer, now);
    return differenceOf(slow, this.#fast.take(scanned ?? request, writer, now));
  }

  /** By turns as this thread reads it and as others do. */
  #scanned(bytes: Buffer): ScannedTraces | null {
    this.#turn += 1;
    if (this.#turn % 3 === 0) return scanTraces(bytes);
    const rows = scanRows(bytes, this.#threads[this.#turn % 3]!);
    return rows === null ? null : scannedFrom(bytes, rows);
  }

  /** The same for the end of waits. */
  differAfterWait(now: number): string | null {
    return differenceOf(this.#slow.wait(now), this.#fast.wait(now));
  }
}

function decoded(bytes: Buffer) {
  try {
    return decodeTraces(bytes);
  } catch {
    return null;
  }
}
