import type { EpochMs } from '../../maths/instants.ts';
import type { BatchBuilder } from './batch-builder.ts';
import { arrived, type Declaration, declared, type Liveness, neverSeen } from './liveness.ts';
import { aliveKey } from './series-names.ts';
import type { Source } from './source.ts';

/** The sender declares its technical data complete. */
export function declareTechnical(last: Liveness, source: Source, complete: Declaration, batch: BatchBuilder): Liveness {
  const proof = declared(last, complete);
  if (proof.complete) batch.alive({ source: aliveKey.technical(source.name), ...proof.complete });
  return proof.next;
}

/** An export proves its services alive, each up to its newest point or span, unless the source counts declarations only. */
export function proveServices(
  known: Pick<ReadonlyMap<string, Liveness>, 'get' | 'has' | 'size'>,
  source: Source,
  services: ReadonlyMap<string, EpochMs>,
  batch: BatchBuilder,
): Map<string, Liveness> {
  const proven = new Map<string, Liveness>();
  if (source.complete === 'declared') return proven;
  for (const [service, at] of services) {
    // A source that names services without end proves no more of them.
    if (!known.has(service) && known.size + proven.size >= source.seriesLimit) continue;
    const proof = arrived(known.get(service) ?? neverSeen, at, source.silentAfterMs);
    proven.set(service, proof.next);
    if (proof.complete) batch.alive({ source: aliveKey.service(source.name, service), ...proof.complete });
  }
  return proven;
}
