/** `manifest.json` of a dataset version, as far as the viewer reads it. */
export interface Manifest {
  readonly format: 'radloom-manifest/1';
  readonly dataset: string;
  readonly version: string;
  readonly previousVersion: string | null;
  readonly codeVersion: string;
  readonly counts: Readonly<Record<string, RecordCounts>>;
  readonly consents: Readonly<Record<string, unknown>>;
  readonly eventsRead: number;
  readonly splits: SplitReport;
  readonly qualityCutoffs: Readonly<Record<string, number | null>>;
  readonly categories: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly keyIds: Readonly<Record<string, string>>;
  readonly files: readonly ManifestFile[];
}

export type SplitName = 'train' | 'val' | 'test';

export interface RecordCounts {
  readonly read: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly denied: number;
  readonly unmatched: number;
  readonly hardExamples: number;
  readonly belowCutoff: number;
  readonly exported: Readonly<Record<SplitName, number>>;
}

export interface SplitShare {
  readonly target: number;
  readonly patients: number;
  readonly patientShare: number;
  readonly records: number;
  readonly recordShare: number;
}

export type SplitReport = Readonly<Record<SplitName, SplitShare>> & {
  readonly mode: string;
  readonly groups: number;
  readonly largestGroupPatients: number;
  readonly groupsHeldApart: number;
};

export interface ManifestFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly records: number;
}
