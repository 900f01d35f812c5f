import type { AlertRow } from '../../../src/features/balance/alert-contract.ts';
import { AlertSpec } from '../../../src/features/signals/alerts/alert.ts';

/** Source and name of an alert of another tool, from its id `external:SOURCE/ALERTNAME/COMPONENT`. */
function partsOf(id: string): { source: string; alert: string } {
  const [source = 'default', ...rest] = id.replace(/^external:/, '').split('/');
  return { source, alert: rest.length > 1 ? rest.slice(0, -1).join('/') : (rest[0] ?? id) };
}

/** A name of the catalogue out of any text. */
const nameOf = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '') || 'alert';

/** Plain where YAML reads it back as the same text, else quoted as JSON, which YAML reads too. */
const scalar = (text: string): string =>
  /^[A-Za-z][A-Za-z0-9_.-]*$/.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** The Alert that says what an alert of another tool is: to be put into the catalogue and corrected there. */
export function alertYaml(row: Pick<AlertRow, 'id' | 'name' | 'component' | 'type' | 'class' | 'pages'>): string {
  const { source, alert } = partsOf(row.id);
  const type = AlertSpec.shape.type.unwrap().options.find((one) => one === row.type) ?? 'other';
  return [
    'apiVersion: waga/v1',
    'kind: Alert',
    `metadata: {name: ${nameOf(row.component === null ? alert : `${alert}-${row.component}`)}}`,
    'spec:',
    `  alert: ${scalar(alert)}`,
    ...(source === 'default' ? [] : [`  source: ${scalar(source)}`]),
    ...(row.component === null ? [] : [`  component: ${scalar(row.component)}`]),
    `  class: ${row.class}`,
    `  type: ${type}`,
    `  pages: ${row.pages}`,
  ].join('\n');
}
