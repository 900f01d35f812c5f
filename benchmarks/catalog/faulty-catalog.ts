import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faults } from './faults.ts';

/** Where a finding must be: `file:line code`. */
export type Expected = string;

const documentsPerFile = 25;
const megabyte = 1024 * 1024;

/**
 * Writes a catalogue with `count` faults of every kind into a folder: among sound documents, twenty-five a file; a file of 50 MB and one
 * that is no UTF-8 count among them. Returns what must be found, in no order.
 */
export function writeFaultyCatalog(folder: string, count: number): Expected[] {
  const expected: Expected[] = [];
  const sound = (n: number) =>
    `apiVersion: waga/v1\nkind: Component\nmetadata: {name: sound${n}}\nspec: {type: service}\n`;
  let text = base;
  let files = 0;
  let inFile = 0;
  const name = () => `faults-${String(files).padStart(3, '0')}.yaml`;
  const close = () => {
    writeFileSync(join(folder, name()), text);
    files += 1;
    text = '';
    inFile = 0;
  };
  for (let n = 0; n < count - 2; n++) {
    const fault = faults[n % faults.length]!(n);
    if (fault.alone) {
      const file = `alone-${n}.yaml`;
      writeFileSync(join(folder, file), fault.text);
      expected.push(`${file}:${fault.line} ${fault.code}`);
      continue;
    }
    text += `${text === '' ? '' : '---\n'}${sound(n)}---\n`;
    expected.push(`${name()}:${text.split('\n').length - 1 + fault.line} ${fault.code}`);
    text += fault.text;
    inFile += 1;
    if (inFile === documentsPerFile) close();
  }
  close();
  writeFileSync(join(folder, 'huge.yaml'), 'a: 1\n');
  truncateSync(join(folder, 'huge.yaml'), 50 * megabyte);
  writeFileSync(join(folder, 'latin.yaml'), Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'));
  return [...expected, 'huge.yaml:1 too_large', 'latin.yaml:2 bad_syntax'];
}

const base = `apiVersion: waga/v1
kind: Component
metadata: {name: base}
spec: {}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: base}
spec: {}
`;
