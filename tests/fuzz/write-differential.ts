import { decodeWrite } from '../../src/features/signals/remote-write/decode.ts';
import { fastDecode } from '../../src/features/signals/remote-write/fast-decode.ts';
import { KnownLabels } from '../../src/features/signals/remote-write/known-labels.ts';
import { writeMessage } from '../../src/features/signals/remote-write/message-schema.ts';
import { type Series, writeRequest } from '../signals/written.ts';
import { type Differential, differenceOf } from './differential.ts';
import { noon } from './entrance.ts';

const counter = (name: string, ...samples: [number, number | bigint][]): Series => ({
  labels: { __name__: name, job: 'api', instance: 'api-1:9100', city: 'Łódź' },
  samples,
});
const known = new KnownLabels();

/** The reader of remote write that remembers labels against protobufjs. What the fast one leaves to the other is no difference. */
export const writeDifferential: Differential = {
  name: 'write-differential',
  covers: ['/signals/remote-write/', '/signals/otlp/wire'],
  text: false,
  message: writeMessage,
  seeds: [
    Buffer.from(
      writeRequest([counter('a_total', [noon, 5]), counter('b', [noon, 0.5], [noon + 1, 0x7ff0000000000002n])]),
    ),
    Buffer.from(writeRequest([{ labels: {}, samples: [] }, counter('a_total')])),
  ],
  differs(body) {
    const fast = fastDecode(body, known);
    return fast === null ? null : differenceOf(decodeWrite(body), fast);
  },
};
