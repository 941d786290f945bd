import { BANNER, commonModules, type DataSet, type Identity } from './identity';
import { newUid } from './uid';

const SECONDARY_CAPTURE_STORAGE = '1.2.840.10008.5.1.4.1.1.7';

/** RGB without alpha, rows from the top. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** widthPx * heightPx * 4, alpha is dropped. */
  readonly rgba: Uint8ClampedArray;
}

/** Returns a picture as a Secondary Capture Image (PS3.3 A.8). */
export function secondaryCapture(
  identity: Identity,
  picture: Picture,
  description: string,
): DataSet {
  const pixels = picture.widthPx * picture.heightPx;
  // An odd number of bytes is padded with a zero (PS3.5 8.1.1).
  const rgb = new Uint8Array(pixels * 3 + ((pixels * 3) % 2));
  for (let i = 0; i < pixels; i++) {
    rgb[3 * i] = picture.rgba[4 * i] ?? 0;
    rgb[3 * i + 1] = picture.rgba[4 * i + 1] ?? 0;
    rgb[3 * i + 2] = picture.rgba[4 * i + 2] ?? 0;
  }
  return {
    ...commonModules(identity),
    SOPClassUID: SECONDARY_CAPTURE_STORAGE,
    SOPInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    SeriesNumber: '100',
    SeriesDescription: `Perfusion picture. ${BANNER}`,
    Modality: 'OT',
    ConversionType: 'WSD',
    InstanceNumber: '1',
    PatientOrientation: '',
    ImageType: ['DERIVED', 'SECONDARY'],
    ImageComments: `${BANNER}. ${description}`,
    // The study's id stands in the picture, though it is a pseudonym.
    BurnedInAnnotation: 'YES',
    LossyImageCompression: '00',
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: picture.heightPx,
    Columns: picture.widthPx,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData: rgb.buffer,
  };
}
