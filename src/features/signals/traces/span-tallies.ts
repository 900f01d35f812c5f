import type { ScannedGroup } from './scanned-group.ts';
import { binsOfGroup } from './span-columns.ts';
import type { TraceDraft } from './trace-draft.ts';

/** So many groups are tallied at once. */
const most = 256;

/** Counts spans by group and bin in one piece of memory, so that a draft hears of a group once and not of each span. */
export class SpanTallies {
  readonly #bins = new Int32Array(most * binsOfGroup);
  #groups: ScannedGroup[] = [];

  /** Counts a span of a group whose series was let in. */
  add(group: ScannedGroup, bin: number, draft: TraceDraft): void {
    if (group.slot < 0) {
      if (this.#groups.length === most) this.flush(draft);
      group.slot = this.#groups.push(group) - 1;
    }
    this.#bins[group.slot * binsOfGroup + bin]! += 1;
  }

  /** Tells the draft, in the order in which the groups came. */
  flush(draft: TraceDraft): void {
    if (this.#groups.length === 0) return;
    for (const group of this.#groups) {
      const from = group.slot * binsOfGroup;
      draft.observeBins(group.series!, group.at, this.#bins, from, from + binsOfGroup);
      for (let bin = from; bin < from + binsOfGroup; bin++) this.#bins[bin] = 0;
      group.slot = -1;
    }
    this.#groups = [];
  }
}
