import type { Attributes } from '../otlp/metrics-data.ts';
import { environmentLabel } from '../series-names.ts';
import type { Source } from '../source.ts';
import type { Shape } from './span-shapes.ts';
import { calleeOwner, type PairSeries } from './trace-series.ts';

/**
 * Whoever sends spans of one service under one source: of resources, which differ by process and machine, those are one that
 * name the same service, environment and labels. Holds what was worked out for it, which may be forgotten at any time.
 */
export interface Sender {
  source: string;
  service: string;
  environment: string | undefined;
  /** Whose callees are told apart up to a bound. */
  calleeOwner: string;
  /** Series of the calls of this service, by whom it calls; the places are those of `edgePlace`. */
  edges: Map<string, (PairSeries | undefined)[]>;
  /** The shapes of its spans by the numbers that they have in an epoch. */
  numbered: Map<number, Shape[]>;
}

/** What OTel calls a service that did not name itself. */
const unnamedService = 'unknown_service';

/** Bounds of what is worked out, for all senders together (about 3 kB each). */
const mostSenders = 2_000;
const mostKept = 8_192;

const senders = new Map<string, Sender>();
const filled = new Set<Sender>();
let kept = 0;

/** Who sends under this source with these attributes of a resource. */
export function senderOf(source: Source, attributes: Attributes): Sender {
  const of = new Map(attributes);
  const service = of.get('service.name') ?? unnamedService;
  const environment = of.get(environmentLabel) ?? of.get('deployment.environment');
  const chosen = attributes.filter(([name]) => source.resourceAttributes.includes(name));
  const id = JSON.stringify([source.name, service, environment ?? null, chosen]);
  let sender = senders.get(id);
  if (sender === undefined) {
    if (senders.size >= mostSenders) senders.clear();
    const nothing = { edges: new Map(), numbered: new Map() };
    sender = { source: source.name, service, environment, calleeOwner: calleeOwner(source.name, service), ...nothing };
    senders.set(id, sender);
  }
  return sender;
}

/** To be called before something worked out is put into a sender: when all hold too much, all are emptied. */
export function makeRoom(sender: Sender): void {
  if (kept >= mostKept) {
    for (const one of filled) {
      one.edges.clear();
      one.numbered.clear();
    }
    filled.clear();
    kept = 0;
  }
  kept += 1;
  filled.add(sender);
}

/** More epochs than threads there are have ended. */
const mostEpochs = 16;

/** The shapes of a sender by their numbers in an epoch, to be filled by who finds them out. */
export function shapesOf({ numbered }: Sender, epoch: number): Shape[] {
  let shapes = numbered.get(epoch);
  if (shapes === undefined) {
    if (numbered.size >= mostEpochs) numbered.clear();
    shapes = [];
    numbered.set(epoch, shapes);
  }
  return shapes;
}
