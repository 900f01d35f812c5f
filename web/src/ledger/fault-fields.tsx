import type { ReactNode } from 'react';
import { type Fault, faults, type OutageKind, outageKinds } from '../../../src/features/outages/outage.ts';
import { Choice, FieldGroup, TextField } from '../access/form/field.tsx';
import { faultWords, kindWords } from './outage-words.ts';

/** What kind it was, and whose fault; a vendor only where one had part. */
export function FaultFields({
  kind,
  fault,
  vendor,
  error,
  onKind,
  onFault,
  onVendor,
}: {
  kind: OutageKind;
  fault: Fault;
  vendor: string;
  error: string | undefined;
  onKind: (kind: OutageKind) => void;
  onFault: (fault: Fault) => void;
  onVendor: (vendor: string) => void;
}): ReactNode {
  return (
    <>
      <div className="fault-fields">
        <FieldGroup label="Kind">
          {outageKinds.map((one) => (
            <Choice
              key={one}
              type="radio"
              name="kind"
              value={one}
              label={kindWords[one].word}
              meaning={kindWords[one].means}
              checked={kind === one}
              onChange={() => onKind(one)}
            />
          ))}
        </FieldGroup>
        <FieldGroup label="Whose fault">
          {faults.map((one) => (
            <Choice
              key={one}
              type="radio"
              name="fault"
              value={one}
              label={faultWords[one].word}
              meaning={faultWords[one].means}
              checked={fault === one}
              onChange={() => onFault(one)}
            />
          ))}
        </FieldGroup>
      </div>
      {(fault !== 'own' || vendor !== '') && (
        <TextField
          label="Vendor"
          hint="Its name in the catalogue; left empty where it is not there."
          name="vendor"
          autoComplete="off"
          value={vendor}
          error={error}
          onChange={(event) => onVendor(event.currentTarget.value)}
        />
      )}
    </>
  );
}
