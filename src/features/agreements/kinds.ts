import type { Kind } from '../catalog/kind.ts';
import { AgreementSpec } from './agreement.ts';
import { relateAgreement } from './relate-agreement.ts';

/** The kinds of this feature, for whoever reads a catalogue. */
export const agreementKinds: readonly Kind[] = [{ kind: 'Agreement', spec: AgreementSpec, relate: relateAgreement }];
