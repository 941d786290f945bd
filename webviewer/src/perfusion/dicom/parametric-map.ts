import type { Volume } from '../../volume/volume';
import { MAP_TITLES, type MapName, valueAt } from '../maps';
import { BANNER, code, commonModules, type DataSet, type Identity } from './identity';
import { type Placement, placementOf } from './placement';
import { QUANTITIES, unitOf } from './quantities';
import { newUid } from './uid';
import { decimalString } from './values';

const PARAMETRIC_MAP_STORAGE = '1.2.840.10008.5.1.4.1.1.30';

/** A map and how it is shown. */
export interface MapToExport {
  readonly name: MapName;
  readonly volume: Volume;
  /** As study.json says it. */
  readonly unit: string | undefined;
  /** True values of the first and last colour, for readers that ask for a window. */
  readonly range: readonly [number, number];
  /** What the job ran, in a line. */
  readonly method: string;
}

/**
 * Returns a map as a Parametric Map (PS3.3 A.75): float32, one frame a slice, values as the job
 * wrote them, each frame with its place in the patient.
 *
 * @throws RangeError if the grid cannot be said in DICOM, or the unit has no code
 */
export function parametricMap(identity: Identity, map: MapToExport): DataSet {
  const { name, volume } = map;
  const [columns, rows, slices] = volume.grid.shape;
  const placement = placementOf(volume.grid);
  const pixels = framesOf(volume, placement);
  const imageType = ['DERIVED', 'PRIMARY', 'PERFUSION', 'NONE'];
  const organisation = newUid();
  const { short, long } = MAP_TITLES[name];
  return {
    ...commonModules(identity),
    SOPClassUID: PARAMETRIC_MAP_STORAGE,
    SOPInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    SeriesNumber: String(101 + Object.keys(MAP_TITLES).indexOf(name)),
    SeriesDescription: `${short}, ${long}. ${BANNER}`.slice(0, 64),
    Modality: 'CT',
    FrameOfReferenceUID: identity.frameOfReferenceUid,
    PositionReferenceIndicator: '',
    InstanceNumber: '1',
    ImageType: imageType,
    ContentQualification: 'RESEARCH',
    ContentLabel: name.toUpperCase(),
    ContentDescription: `${BANNER}. ${map.method}`.slice(0, 64),
    ContentCreatorName: '',
    ImageComments: `${BANNER}. ${short}: ${long}. ${map.method}`,
    BurnedInAnnotation: 'NO',
    RecognizableVisualFeatures: 'NO',
    LossyImageCompression: '00',
    PresentationLUTShape: 'IDENTITY',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 32,
    NumberOfFrames: String(slices),
    AcquisitionContextSequence: [],
    DimensionOrganizationType: '3D',
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organisation }],
    DimensionIndexSequence: [
      dimension(organisation, STACK_ID, 'Stack'),
      dimension(organisation, IN_STACK_POSITION, 'Slice'),
    ],
    SharedFunctionalGroupsSequence: [
      {
        ...measures(volume),
        PlaneOrientationSequence: [
          { ImageOrientationPatient: placement.orientation.map(decimalString) },
        ],
        FrameAnatomySequence: [
          {
            FrameLaterality: 'U',
            AnatomicRegionSequence: [code('12738006', 'SCT', 'Brain')],
          },
        ],
        PixelValueTransformationSequence: [
          { RescaleIntercept: '0', RescaleSlope: '1', RescaleType: 'US' },
        ],
        FrameVOILUTSequence: [window(map.range)],
        RealWorldValueMappingSequence: [realWorld(map, pixels)],
        ParametricMapFrameTypeSequence: [{ FrameType: imageType }],
      },
    ],
    PerFrameFunctionalGroupsSequence: Array.from({ length: slices }, (_, slice) => ({
      FrameContentSequence: [
        {
          StackID: '1',
          InStackPositionNumber: slice + 1,
          DimensionIndexValues: [1, slice + 1],
        },
      ],
      PlanePositionSequence: [
        { ImagePositionPatient: placement.position(slice).map(decimalString) },
      ],
    })),
    FloatPixelData: pixels.buffer,
  };
}

/** (0020,9056), (0020,9057) and the group that holds both, (0020,9111). */
const STACK_ID = 0x00209056;
const IN_STACK_POSITION = 0x00209057;
const FRAME_CONTENT = 0x00209111;

function dimension(organisation: string, pointer: number, label: string): DataSet {
  return {
    DimensionOrganizationUID: organisation,
    DimensionIndexPointer: pointer,
    FunctionalGroupPointer: FRAME_CONTENT,
    DimensionDescriptionLabel: label,
  };
}

function measures(volume: Volume): DataSet {
  const [dx, dy, dz] = volume.grid.spacingMm;
  return {
    PixelMeasuresSequence: [
      {
        // Between rows first, then between columns (PS3.3 10.7.1.3).
        PixelSpacing: [decimalString(dy), decimalString(dx)],
        SliceThickness: decimalString(dz),
        SpacingBetweenSlices: decimalString(dz),
      },
    ],
  };
}

function window([low, high]: readonly [number, number]): DataSet {
  return {
    WindowCenter: decimalString((low + high) / 2),
    WindowWidth: decimalString(high - low),
    VOILUTFunction: 'LINEAR_EXACT',
  };
}

function realWorld({ name, unit }: MapToExport, pixels: Float32Array): DataSet {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const value of pixels) {
    first = Math.min(first, value);
    last = Math.max(last, value);
  }
  const { short, long } = MAP_TITLES[name];
  return {
    DoubleFloatRealWorldValueFirstValueMapped: first,
    DoubleFloatRealWorldValueLastValueMapped: last,
    RealWorldValueIntercept: 0,
    RealWorldValueSlope: 1,
    LUTLabel: short,
    LUTExplanation: long,
    MeasurementUnitsCodeSequence: [unitOf(name, unit)],
    QuantityDefinitionSequence: [
      {
        ValueType: 'CODE',
        ConceptNameCodeSequence: [code('246205007', 'SCT', 'Quantity')],
        ConceptCodeSequence: [QUANTITIES[name]],
      },
    ],
  };
}

/** Returns the slices as DICOM's frames: rows from the top, values as float32. */
function framesOf(volume: Volume, { flipX, flipY }: Placement): Float32Array<ArrayBuffer> {
  const [nx, ny, nz] = volume.grid.shape;
  const pixels = new Float32Array(nx * ny * nz);
  let pixel = 0;
  for (let z = 0; z < nz; z++) {
    for (let row = 0; row < ny; row++) {
      const y = flipY ? ny - 1 - row : row;
      for (let column = 0; column < nx; column++) {
        const x = flipX ? nx - 1 - column : column;
        pixels[pixel++] = valueAt(volume, x + nx * (y + ny * z));
      }
    }
  }
  return pixels;
}
