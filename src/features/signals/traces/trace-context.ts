import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import type { Attributes } from '../otlp/metrics-data.ts';
import type { Rejections } from '../otlp/rejections.ts';
import type { Source } from '../source.ts';
import type { Sender } from './senders.ts';
import type { TraceDraft } from './trace-draft.ts';

/** What the decision on a request needs to know; what it changes is in the draft. */
export interface TracesContext {
  source: Source;
  writer: Writer;
  now: EpochMs;
  retentionMs: number;
  draft: TraceDraft;
}

export interface TracesDecision {
  accepted: number;
  /** Spans that came before: counted once, no error. */
  duplicate: number;
  rejected: Rejections;
  /** Up to when each service.name is proven alive. */
  services: Map<string, EpochMs>;
}

/** The process that a span came from. */
export interface Resource {
  attributes: Attributes;
  sender: Sender;
  /** Stands for it within the request. */
  id: string;
}
