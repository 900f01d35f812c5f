export interface Task {
  seed: number;
  seconds: number;
  /** Only entrances and differentials whose name holds this. */
  only: string | null;
}

export interface Finding {
  why: string;
  entrance: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  /** Base64. */
  body: string;
}

export interface Report {
  inputs: number;
  /** How often a mutation reached code that had not run before. */
  kept: number;
  blocks: number;
  memoryMb: number;
  /** How many inputs, by the status of the answer or by what was held against each other. */
  counted: Record<string, number>;
  findings: Finding[];
}
