import { el } from '../app/dom';
import type { ViewContext } from '../app/view';
import type { Calcium } from '../data/formats';
import type { LoadedVolume } from '../data/load';
import type { VoiWindow } from '../render/voi';
import type { Triple } from '../volume/grid';
import { createAboutPanel } from './about-panel';
import { ARTERIES, type Artery } from './arteries';
import type { CalciumGrid } from './calcium-grid';
import { createImageView, type ImageView } from './image-view';
import type { StudyImages } from './images';
import { DENSE_LABEL, LabelMask } from './label-mask';
import { createLesionTable, MOST_ROWS } from './lesion-table';
import { type LiveScore, startLiveScore } from './live-score';
import { type CalciumOptions, calciumOptions } from './options';
import { boxHolds, centreOf } from './overlay';
import { PRESETS, presetKeys, windowWords } from './presets';
import { createReadout } from './readout';
import { createResultsPanel, type ShownScore } from './results-panel';
import { flagsAt, type Lesion, lesionAt } from './score';
import type { Scored } from './scorer';
import {
  ARTERY_STRUCTURES,
  createStructureControls,
  DENSE_STRUCTURE,
} from './structures';
import {
  CALCIUM_JSON,
  type CalciumStudy,
  calciumGridOf,
  equalsJob,
  isMasked,
  LABELS,
  STUDY_JSON,
  VOLUME,
} from './study-files';
import { createThresholdControl, LEAST_HU } from './threshold-control';
import { readSettings, writeSettings } from './view-params';
import { shortNumber } from './words';
