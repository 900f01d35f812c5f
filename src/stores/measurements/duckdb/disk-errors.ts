import { ProductError } from '../../../errors.ts';

/**
 * What a failure of the engine means to the outside. The engine's own text may hold values, so only its class
 * (`IO Error`, `Out of Memory Error`) is repeated; the whole of it is the cause.
 */
export function unavailable(error: unknown): ProductError {
  if (error instanceof ProductError) return error;
  if (error instanceof RangeError) {
    return new ProductError('internal', 'A sum of the measurements is beyond 2^53.', {}, error);
  }
  const text = error instanceof Error ? error.message : String(error);
  if (/Could not set lock on file/.test(text)) {
    return new ProductError('store_owned', 'The measurements are held by another process.', {}, error);
  }
  const [kind] = /^[A-Za-z ]{1,40}(?=( Error|Exception):)/.exec(text) ?? ['unknown'];
  return new ProductError('store_unavailable', `The measurements store failed (${kind.trim()}).`, { kind }, error);
}
