import { offer } from './measured';
import { perfusionPanels } from './perfusion-panels';
import { threePlanes } from './three-planes';
import { thresholds } from './thresholds';

offer({ ...threePlanes, perfusionPanels, thresholds });
