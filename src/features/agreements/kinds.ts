import type { Kind } from '../catalog/kind.ts';
import { AgreementSpec } from './agreement.ts';
import { relateAgreement } from './relate-agreement.ts';
import { relateStatusPage } from './relate-status-page.ts';
import { StatusPageSpec } from './status-page.ts';

/** The kinds of this feature, for whoever reads a catalogue. */
export const agreementKinds: readonly Kind[] = [
  { kind: 'Agreement', spec: AgreementSpec, relate: relateAgreement },
  { kind: 'StatusPage', spec: StatusPageSpec, relate: relateStatusPage },
];
