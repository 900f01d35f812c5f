import { describe, expect, it } from 'vitest';
import { catalogKinds } from './kinds.ts';
import { readFiles } from './read-files.ts';

const read = (spec: string) =>
  readFiles(
    [
      {
        path: 'a.yaml',
        text: `apiVersion: waga/v1\nkind: Component\nmetadata: {name: psp-a}\nspec: {}\n---\napiVersion: waga/v1\nkind: Vendor\nmetadata: {name: psp}\nspec: ${spec}\n`,
      },
    ],
    catalogKinds,
  );
const told = (spec: string) =>
  read(spec).findings.flatMap(({ severity, code, message }) => (severity === 'error' ? `${code} ${message}` : []));

describe('a vendor', () => {
  it('has contacts in the order of escalation, each with a way to reach them', () => {
    const contacts = '[{name: Desk, email: desk@psp.example}, {name: Duty, role: manager, phone: "+48 22 123 45 67"}]';
    const { documents } = read(`{components: [psp-a], contacts: ${contacts}}`);
    expect(documents[1]?.spec).toMatchObject({ contacts: [{ name: 'Desk' }, { name: 'Duty' }] });
  });

  it.each([
    ['{}', 'missing_field the field spec.contacts is missing'],
    ['{contacts: []}', 'bad_value expected at least 1 entries'],
    ['{contacts: [{name: Desk}]}', 'bad_value expected email, phone or url'],
    ['{contacts: [{name: Desk, phone: call us}]}', 'bad_value expected a telephone number'],
    ['{contacts: [{name: Desk, email: desk}]}', 'bad_value expected an e-mail address'],
    ['{contacts: [{name: Desk, url: "javascript:alert(1)"}]}', 'bad_value expected an address'],
    ['{components: [psp-b], contacts: [{name: D, phone: "112"}]}', 'did you mean psp-a?'],
  ])('%s is refused', (spec, words) => expect(told(spec).join('\n')).toContain(words));
});
