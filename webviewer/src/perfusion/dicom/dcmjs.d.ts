/** The part of dcmjs that is used here; the package has no types of its own. */
declare module 'dcmjs' {
  type Elements = Record<string, { vr: string; Value?: unknown[] }>;

  class DicomDict {
    constructor(meta: Elements);
    dict: Elements;
    meta: Elements;
    write(): ArrayBuffer;
  }

  const dcmjs: {
    data: {
      DicomDict: typeof DicomDict;
      DicomMessage: { readFile(buffer: ArrayBuffer): DicomDict };
      DicomMetaDictionary: {
        denaturalizeDataset(dataset: Readonly<Record<string, unknown>>): Elements;
        naturalizeDataset(elements: Elements): Record<string, unknown>;
      };
    };
  };
  export default dcmjs;
}
