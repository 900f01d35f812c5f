import { type Document, documentsOf } from '../catalog/document.ts';
import type { Problem } from '../catalog/kind.ts';
import { unknownReferences } from '../catalog/references.ts';
import type { StatusPageSpec } from './status-page.ts';

/** What a status page says of other documents: processes that there are, each once; and that it is the only one. */
export function relateStatusPage(document: Document<StatusPageSpec>, all: readonly Document[]): Problem[] {
  const shown = document.spec.show.map(({ process: name }, index) => ({
    name,
    path: ['spec', 'show', index, 'process'],
  }));
  const names = shown.map(({ name }) => name);
  const twice = shown.filter(({ name }, index) => names.indexOf(name) < index);
  return [
    ...unknownReferences(all, 'Process', shown),
    ...twice.map(({ name, path }): Problem => {
      return { code: 'repeated', severity: 'error', message: `${name} is shown already`, path };
    }),
    ...another(document, all),
  ];
}

function another({ metadata }: Document, all: readonly Document[]): Problem[] {
  const [first] = documentsOf(all, 'StatusPage');
  if (first === undefined || first.metadata.name === metadata.name) return [];
  const message = `there is one status page at most, and ${first.metadata.name} is one already`;
  return [{ code: 'repeated', severity: 'error', message, path: ['metadata', 'name'] }];
}
