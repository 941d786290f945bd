import { version } from '../../../package.json';
import { dateAndTime } from './values';

/** What all files of one export share. Nothing in it names a patient. */
export interface Identity {
  /** The study's id, as the job knows it; a pseudonym. */
  readonly study: string;
  readonly studyInstanceUid: string;
  readonly frameOfReferenceUid: string;
  readonly now: Date;
}

/** What every file says where people read it. */
export const BANNER = 'Not for diagnostic use';

/** A data set of DICOM by the names of its attributes (PS3.6). */
export type DataSet = Readonly<Record<string, unknown>>;

/** A code of a coding scheme, as an item of a code sequence. */
export function code(value: string, scheme: string, meaning: string): DataSet {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}

/** Patient, General Study, General Series, General Equipment and SOP Common (PS3.3 C.7, C.12). */
export function commonModules(identity: Identity): DataSet {
  const { date, time } = dateAndTime(identity.now);
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    PatientName: '',
    PatientID: identity.study.slice(0, 64),
    PatientBirthDate: '',
    PatientSex: '',
    PatientIdentityRemoved: 'YES',
    DeidentificationMethod: 'Made from maps without patient data; id is a pseudonym',
    StudyInstanceUID: identity.studyInstanceUid,
    StudyDate: '',
    StudyTime: '',
    ReferringPhysicianName: '',
    StudyID: '',
    BodyPartExamined: 'BRAIN',
    AccessionNumber: '',
    Manufacturer: 'Radloom',
    ManufacturerModelName: 'Radloom viewer',
    DeviceSerialNumber: 'none',
    SoftwareVersions: version,
    ContentDate: date,
    ContentTime: time,
  };
}
