import type { DataSet } from './identity';

/** Explicit VR Little Endian: every reader must know it, and floats stay as they are. */
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** This program, as PS3.7 D.3.3.2 asks for: a constant identifier under 2.25. */
const IMPLEMENTATION_CLASS = '2.25.229451066041213373416404283116312408471';

/**
 * Returns a DICOM file (PS3.10) of a data set with SOPClassUID and SOPInstanceUID. Binary
 * attributes are ArrayBuffers, little-endian; `pixelVr` is the type of PixelData where there is one.
 */
export async function encodeDicom(dataSet: DataSet, pixelVr: 'OB' | 'OW' = 'OB'): Promise<Blob> {
  const { default: dcmjs } = await import('dcmjs');
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: dataSet.SOPClassUID,
      MediaStorageSOPInstanceUID: dataSet.SOPInstanceUID,
      TransferSyntaxUID: EXPLICIT_LITTLE_ENDIAN,
      ImplementationClassUID: IMPLEMENTATION_CLASS,
      ImplementationVersionName: 'RADLOOM',
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    ...dataSet,
    _vrMap: { PixelData: pixelVr },
  });
  return new Blob([file.write()], { type: 'application/dicom' });
}
