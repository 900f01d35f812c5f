import { isUtf8 } from 'node:buffer';
import type { Wire } from '../otlp/wire.ts';

/** Whether a range holds text as the library decoder takes it: it refuses a request with a string that is no UTF-8. */
export function isText(wire: Wire, from: number, to: number): boolean {
  const { view, bytes } = wire;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    if ((view.getInt32(at, true) & 0x80808080) !== 0) return isUtf8(bytes.subarray(at, to));
  }
  for (; at < to; at++) if (bytes[at]! > 127) return isUtf8(bytes.subarray(at, to));
  return true;
}
